from refusals import check_packages

check_packages("numpy", "pillow", "scipy", "tokenizers", "transformers")
