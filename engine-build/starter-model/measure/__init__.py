from refusals import check_packages

check_packages("torch", "diffusers", "numpy", "pillow", "transformers")
