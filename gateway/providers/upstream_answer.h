#pragma once

#include "provider_client.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// Limits for reading an upstream's model list.
inline constexpr std::int64_t kLargestModelList = 4 * 1024 * 1024; ///< bytes of the body
inline constexpr std::size_t kMostModels = 2000; ///< each costs the gateway thread some microseconds when models are listed
inline constexpr std::size_t kLongestModelName = 256; ///< bytes

struct ModelList {
    std::vector<std::string> names; ///< at most `kMostModels`
    std::size_t leftOut = 0; ///< entries beyond that limit, and names that are too long or not printable
};

/// The unique names in an upstream's model list, in order: in OpenAI's format (`data`, or the bare list that some
/// send), or that of Ollama's /api/tags. `owner`, if not empty: only models with that `owned_by`. Errors:
/// UpstreamProtocolError, also if it is larger than `kLargestModelList`.
Result<ModelList> parseModelList(std::string_view body, std::string_view owner = {});

/// What to do if a list is not read completely, as a sentence.
Sentence modelListRemedy();

/// The message in an upstream's error body, on one line and truncated; empty if there is no readable message. May still
/// contain secrets.
std::string upstreamWords(std::string_view body);

/// `text` without the credentials of `access`, in case an upstream echoes them.
std::string withoutCredentials(const std::string& text, const UpstreamAccess& access);

/// What a status other than 200 means for the person who configures the provider, with the upstream's own message,
/// which is also the detail, without secrets. `hasModel`: the request named a model, which may be what does not exist.
Error refusalOf(const UpstreamAccess& access, int status, std::string_view body, bool hasModel = true);

} // namespace gateway::providers
