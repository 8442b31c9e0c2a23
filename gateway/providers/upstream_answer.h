#pragma once

#include "provider_client.h"

#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// What is read of an upstream's list of models at most.
inline constexpr std::int64_t kLargestModelList = 4 * 1024 * 1024; ///< bytes of its body
inline constexpr std::size_t kMostModels = 2000; ///< each costs the gateway thread some microseconds in a list of models
inline constexpr std::size_t kLongestModelName = 256; ///< bytes

struct ModelList {
    std::vector<std::string> names; ///< at most `kMostModels`
    std::size_t leftOut = 0; ///< entries beyond that number, and names that are too long or not printable
};

/// The names in an upstream's list of models, in its order and each once: OpenAI's
/// form (`data`, or the bare list that some send), or that of Ollama's /api/tags.
/// `owner`, where not empty: only models of that `owned_by`.
/// Errors: UpstreamProtocolError, also where it is larger than `kLargestModelList`.
Result<ModelList> parseModelList(std::string_view body, std::string_view owner = {});

/// What to do where a list is not read as a whole, as a sentence.
Sentence modelListRemedy();

/// What an upstream's error body says in words, in one line and bounded; empty if
/// it says nothing that can be read. Not yet free of secrets.
std::string upstreamWords(std::string_view body);

/// `text` without the credentials of `access`, whatever an upstream echoes.
std::string withoutCredentials(const std::string& text, const UpstreamAccess& access);

/// What a status other than 200 means for whoever sets the provider up, with the
/// upstream's own words, which are the detail as well, without secrets.
/// `hasModel`: the request named one, which may be what is not there.
Error refusalOf(const UpstreamAccess& access, int status, std::string_view body, bool hasModel = true);

} // namespace gateway::providers
