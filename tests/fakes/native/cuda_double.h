#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

namespace fake {

/** Puts work onto a stream: done when somebody waits for it, or recorded while the stream is being captured. */
void onStream(void* stream, std::function<void()> work);

/** An error that no call gets over any more, as after an illegal address. */
void loseContext();

/** Objects of the library take memory of the GPU too, so that none of them can be forgotten unseen. */
void takeMemory(size_t bytes);
void giveMemory(size_t bytes);

}  // namespace fake
