#include "model_family.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::providers {

namespace {

// Sources: platform.openai.com, "Models" (snapshots); docs.claude.com, "Models overview" (snapshots and aliases; on Vertex AI
// behind an @); docs.mistral.ai, "Models". Read 2026-11-23.
constexpr std::array<std::string_view, 2> kDates{"20##-##-##", "20######"};
constexpr std::array<std::string_view, 2> kNewest{"latest", "default"};

bool isLike(std::string_view text, std::string_view pattern)
{
    return std::ranges::equal(text, pattern, [](char character, char wanted) {
        return wanted == '#' ? isDigit(character) : character == wanted;
    });
}

/// The length of the suffix that matches one of `patterns`, including its separator; 0: none.
template <class Patterns> std::size_t endingOf(std::string_view model, const Patterns& patterns)
{
    for (const std::string_view pattern : patterns) {
        if (model.size() < pattern.size() + 2)
            continue;
        const std::size_t begin = model.size() - pattern.size();
        if ((model[begin - 1] == '-' || model[begin - 1] == '@') && isLike(model.substr(begin), pattern))
            return pattern.size() + 1;
    }
    return 0;
}

} // namespace

std::string_view familyOf(std::string_view model)
{
    const std::size_t date = endingOf(model, kDates);
    return model.substr(0, model.size() - (date > 0 ? date : endingOf(model, kNewest)));
}

// Source: docs.ollama.com, "Cloud", "Cloud models". Read 2026-11-23.
bool isInCloud(std::string_view model) { return model.ends_with("-cloud") || model.ends_with(":cloud"); }

bool isDated(std::string_view model) { return endingOf(model, kDates) > 0; }

} // namespace gateway::providers
