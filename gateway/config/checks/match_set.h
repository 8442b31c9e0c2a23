#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/text/pattern.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// The kinds of predicates of a route, which must all hold.
enum class MatchKind { Models, Domains, Paths, Methods, Headers, Query, Consumers, Traits, Times };
inline constexpr std::array kMatchKinds{MatchKind::Models, MatchKind::Domains, MatchKind::Paths, MatchKind::Methods,
    MatchKind::Headers, MatchKind::Query, MatchKind::Consumers, MatchKind::Traits, MatchKind::Times};

/// The field of `match` that holds them: "models".
std::string_view fieldOf(MatchKind kind);

/// The requests that a route matches, as a set to be compared with another's. What
/// it says is so; what it denies may be so where nobody can tell: of a regular
/// expression it knows only which written-out texts it matches. Any thread.
class MatchSet {
public:
    /// What begins with one text and ends in another.
    struct Crossing {
        std::string_view begin;
        std::string_view end;
    };

    /// `match` must outlive it.
    explicit MatchSet(const MatchSettings& match);

    /// How many alternatives; none: the kind always holds.
    std::size_t size(MatchKind kind) const;
    /// Whether `kind` holds here for every request for which it does in `other`.
    bool covers(MatchKind kind, const MatchSet& other) const;
    /// Whether it does for every request for which one alternative of `other` holds.
    bool covers(MatchKind kind, const MatchSet& other, std::size_t alternative) const;
    /// Texts for which that alternative holds and one of these does, neither of which covers the other.
    std::optional<Crossing> crossing(MatchKind kind, const MatchSet& other, std::size_t alternative) const;
    /// Whether a request may be in both: false only where certainly none is.
    bool mayShare(const MatchSet& other) const;
    /// What it takes at most to compare all kinds with those of `other`, in comparisons of short texts.
    std::int64_t cost(const MatchSet& other) const;

private:
    static constexpr std::size_t kMinutesOfWeek = 7 * 24 * 60;
    using Minutes = std::bitset<kMinutesOfWeek>; // from Monday 00:00, as the clocks of a zone show them

    static Minutes minutesOf(const TimeMatch& time);
    bool holdsAlways(MatchKind kind) const;
    bool coversText(const std::vector<TextMatch>& wider, const TextMatch& narrower) const;
    bool coversText(const TextMatch& wider, const TextMatch& narrower) const;
    bool coversNamed(const std::vector<NamedGroup>& wider, const NamedGroup& narrower, bool isHeader) const;
    bool coversNamed(const NamedMatch& wider, const NamedGroup& narrower, bool isHeader) const;
    bool mayShare(MatchKind kind, const MatchSet& other) const;
    bool mayShareText(const TextMatch& ours, const TextMatch& theirs, const MatchSet& other) const;
    bool mayShareNamed(const NamedGroup& ours, const NamedGroup& theirs, bool isHeader, const MatchSet& other) const;
    bool finds(const TextMatch& expression, const std::string& text) const;
    /// How many texts: as many as alternatives, but for the parts of groups.
    std::size_t parts(MatchKind kind) const;
    bool coversDomain(const std::string& narrower) const;
    bool coversTime(const TimeMatch& narrower) const;
    const std::vector<TextMatch>& texts(MatchKind kind) const;

    const MatchSettings* m_match;
    std::vector<std::string> m_domains; // lower case
    std::vector<std::pair<std::string_view, Pattern>> m_expressions;
    std::vector<std::pair<std::string_view, Minutes>> m_times; // of all times of one zone
};

} // namespace gateway::config
