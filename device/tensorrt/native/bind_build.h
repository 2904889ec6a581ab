#pragma once
#include <napi.h>

namespace motif {

/**
 * build({graph, plan, computeCapabilities, workspaceBytes, optimizationLevel, threads}, onProgress):
 * {done: Promise<{value: bytes, messages}>, cancel()}
 */
Napi::Value build(const Napi::CallbackInfo& info);

}  // namespace motif
