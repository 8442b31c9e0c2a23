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

/// The kinds of predicates of a route; all must match.
enum class MatchKind { Models, Domains, Paths, Methods, Headers, Query, Consumers, Traits, Times };
inline constexpr std::array kMatchKinds{MatchKind::Models, MatchKind::Domains, MatchKind::Paths, MatchKind::Methods,
    MatchKind::Headers, MatchKind::Query, MatchKind::Consumers, MatchKind::Traits, MatchKind::Times};

/// The field of `match` for that kind: "models".
std::string_view fieldOf(MatchKind kind);

/// The set of requests that a route matches, for comparison with another route's. A positive answer is certain; a
/// negative one may be wrong where nothing can be proved: of a regular expression it only knows which literal texts
/// match. Any thread.
class MatchSet {
public:
    /// Texts that begin with one text and end with another.
    struct Crossing {
        std::string_view begin;
        std::string_view end;
    };

    /// `match` must outlive it.
    explicit MatchSet(const MatchSettings& match);

    /// The number of alternatives; 0: the kind always matches.
    std::size_t size(MatchKind kind) const;
    /// Whether `kind` matches here for every request for which it matches in `other`.
    bool covers(MatchKind kind, const MatchSet& other) const;
    /// The same for every request that one alternative of `other` matches.
    bool covers(MatchKind kind, const MatchSet& other, std::size_t alternative) const;
    /// Texts matched by that alternative and by one of these, neither of which covers the other.
    std::optional<Crossing> crossing(MatchKind kind, const MatchSet& other, std::size_t alternative) const;
    /// Whether a request may match both: false only if that is certainly impossible.
    bool mayShare(const MatchSet& other) const;
    /// Upper bound of the cost of comparing all kinds with those of `other`, in comparisons of short texts.
    std::int64_t cost(const MatchSet& other) const;

private:
    static constexpr std::size_t kMinutesOfWeek = 7 * 24 * 60;
    using Minutes = std::bitset<kMinutesOfWeek>; // from Monday 00:00, in the local time of a zone

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
    /// The number of texts: one for each alternative, or for each part of a group.
    std::size_t parts(MatchKind kind) const;
    bool coversDomain(const std::string& narrower) const;
    bool coversTime(const TimeMatch& narrower) const;
    const std::vector<TextMatch>& texts(MatchKind kind) const;

    const MatchSettings* m_match;
    std::vector<std::string> m_domains; // lower case
    std::vector<std::pair<std::string_view, Pattern>> m_expressions;
    std::vector<std::pair<std::string_view, Minutes>> m_times; // of all times in one zone
};

} // namespace gateway::config
