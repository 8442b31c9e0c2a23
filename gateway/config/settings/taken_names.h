#pragma once

#include "route_settings.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::config {

/// Matches every model name without "/", so that PROVIDER/MODEL still goes to its provider. An expression matches any
/// part of a name, hence the anchors.
inline constexpr std::string_view kNamesWithoutSlash = "^[^/]+$";

/// Which model names `match.models` of a route takes whatever they are.
enum class TakenNames { Listed, WithoutSlash, All };

inline bool isNamesWithoutSlash(const TextMatch& match) { return match.kind == TextMatch::Kind::Regex && match.text == kNamesWithoutSlash; }

/// `Listed` also for expressions that happen to match every name, other than the usual ones.
inline TakenNames takenNames(const MatchSettings& match)
{
    constexpr std::array<std::string_view, 4> kAll{".*", ".+", "^.*$", "^.+$"};
    const auto takesAll = [&](const TextMatch& one) {
        switch (one.kind) {
        case TextMatch::Kind::Present: return true;
        case TextMatch::Kind::Prefix:
        case TextMatch::Kind::Suffix: return one.text.empty();
        case TextMatch::Kind::Regex: return std::ranges::find(kAll, std::string_view(one.text)) != kAll.end();
        case TextMatch::Kind::Exact: break;
        }
        return false;
    };
    if (match.models.empty() || std::ranges::any_of(match.models, takesAll)) return TakenNames::All;
    return std::ranges::any_of(match.models, isNamesWithoutSlash) ? TakenNames::WithoutSlash : TakenNames::Listed;
}

} // namespace gateway::config
