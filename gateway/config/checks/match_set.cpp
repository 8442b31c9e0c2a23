#include "match_set.h"

#include "gateway/config/settings/weekdays.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::config {

namespace {

constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;

/// in comparisons of short texts
constexpr std::int64_t kExpressionCost = 50;
constexpr std::int64_t kTimesCost = 500;

template <class T> bool has(const std::vector<T>& list, const T& entry)
{
    return std::find(list.begin(), list.end(), entry) != list.end();
}

// Matches every text, since expressions match anywhere.
bool matchesAll(const TextMatch& match)
{
    return match.kind == TextMatch::Kind::Present
        || (match.kind == TextMatch::Kind::Regex && (match.text == ".*" || match.text == "^.*"));
}

// Minute of the day for "08:30", which is validated.
int minuteOf(std::string_view clock)
{
    const auto two = [&](std::size_t at) { return (clock[at] - '0') * 10 + clock[at + 1] - '0'; };
    return two(0) * kHour + two(3);
}

bool coversTrait(const TraitMatch& wider, const TraitMatch& narrower)
{
    const auto implied = [](const std::optional<bool>& what, const std::optional<bool>& by) {
        return !what || what == by;
    };
    const bool tokens = !wider.inputTokensAbove
        || (narrower.inputTokensAbove && *narrower.inputTokensAbove >= *wider.inputTokensAbove);
    return implied(wider.tools, narrower.tools) && implied(wider.images, narrower.images)
        && implied(wider.stream, narrower.stream) && tokens;
}

std::int64_t count(std::size_t size) { return static_cast<std::int64_t>(size); }

} // namespace

std::string_view fieldOf(MatchKind kind)
{
    constexpr std::array<std::string_view, kMatchKinds.size()> kFields{
        "models", "domains", "paths", "methods", "headers", "query", "consumers", "traits", "times"};
    return kFields[static_cast<std::size_t>(kind)];
}

MatchSet::MatchSet(const MatchSettings& match)
    : m_match(&match)
{
    for (const std::string& domain : match.domains)
        m_domains.push_back(asciiLower(domain));
    const auto compile = [&](const TextMatch& text) {
        if (text.kind == TextMatch::Kind::Regex)
            m_expressions.emplace_back(text.text, Pattern(text.text));
    };
    for (const auto* const list : {&match.models, &match.paths})
        std::for_each(list->begin(), list->end(), compile);
    for (const auto* const list : {&match.headers, &match.query})
        for (const NamedGroup& group : *list)
            for (const NamedMatch& part : group.all)
                compile(part.match);
    for (const TimeMatch& time : match.times) {
        const auto zone =
            std::find_if(m_times.begin(), m_times.end(), [&](const auto& times) { return times.first == time.zone; });
        if (zone == m_times.end())
            m_times.emplace_back(time.zone, minutesOf(time));
        else
            zone->second |= minutesOf(time);
    }
}

MatchSet::Minutes MatchSet::minutesOf(const TimeMatch& time)
{
    const int from = minuteOf(time.from);
    const int to = minuteOf(time.to);
    const int length = from < to ? to - from : to + kDay - from; // otherwise it ends on the next day
    Minutes minutes;
    for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
        if (!time.days.empty() && !has(time.days, std::string(kWeekdays[day])))
            continue;
        const std::size_t begin = day * kDay + static_cast<std::size_t>(from);
        for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i)
            minutes.set((begin + i) % kMinutesOfWeek);
    }
    return minutes;
}

std::size_t MatchSet::size(MatchKind kind) const
{
    switch (kind) {
    case MatchKind::Models: return m_match->models.size();
    case MatchKind::Domains: return m_match->domains.size();
    case MatchKind::Paths: return m_match->paths.size();
    case MatchKind::Methods: return m_match->methods.size();
    case MatchKind::Headers: return m_match->headers.size();
    case MatchKind::Query: return m_match->query.size();
    case MatchKind::Consumers: return m_match->consumers.size();
    case MatchKind::Traits: return m_match->traits.size();
    case MatchKind::Times: return m_match->times.size();
    }
    return 0;
}

std::size_t MatchSet::parts(MatchKind kind) const
{
    if (kind != MatchKind::Headers && kind != MatchKind::Query)
        return size(kind);
    std::size_t sum = 0;
    for (const NamedGroup& group : kind == MatchKind::Headers ? m_match->headers : m_match->query)
        sum += group.all.size();
    return sum;
}

const std::vector<TextMatch>& MatchSet::texts(MatchKind kind) const
{
    return kind == MatchKind::Models ? m_match->models : m_match->paths;
}

bool MatchSet::holdsAlways(MatchKind kind) const
{
    if (size(kind) == 0)
        return true;
    if (kind == MatchKind::Times)
        return std::any_of(m_times.begin(), m_times.end(), [](const auto& times) { return times.second.all(); });
    if (kind != MatchKind::Models && kind != MatchKind::Paths)
        return false;
    return std::any_of(texts(kind).begin(), texts(kind).end(), [&](const TextMatch& text) {
        // Every path begins with a slash.
        const bool isRoot = kind == MatchKind::Paths && text.kind == TextMatch::Kind::Prefix && text.text == "/";
        return isRoot || matchesAll(text);
    });
}

bool MatchSet::covers(MatchKind kind, const MatchSet& other) const
{
    if (holdsAlways(kind))
        return true;
    const std::size_t alternatives = other.size(kind);
    for (std::size_t i = 0; i < alternatives; ++i)
        if (!covers(kind, other, i))
            return false;
    return alternatives > 0;
}

bool MatchSet::covers(MatchKind kind, const MatchSet& other, std::size_t alternative) const
{
    if (holdsAlways(kind))
        return true;
    const MatchSettings& narrower = *other.m_match;
    switch (kind) {
    case MatchKind::Models:
    case MatchKind::Paths: return coversText(texts(kind), other.texts(kind)[alternative]);
    case MatchKind::Domains: return coversDomain(other.m_domains[alternative]);
    case MatchKind::Methods: return has(m_match->methods, narrower.methods[alternative]);
    case MatchKind::Headers: return coversNamed(m_match->headers, narrower.headers[alternative], true);
    case MatchKind::Query: return coversNamed(m_match->query, narrower.query[alternative], false);
    case MatchKind::Consumers: return has(m_match->consumers, narrower.consumers[alternative]);
    case MatchKind::Traits:
        return std::any_of(m_match->traits.begin(), m_match->traits.end(),
            [&](const TraitMatch& trait) { return coversTrait(trait, narrower.traits[alternative]); });
    case MatchKind::Times: return coversTime(narrower.times[alternative]);
    }
    return false;
}

bool MatchSet::coversText(const std::vector<TextMatch>& wider, const TextMatch& narrower) const
{
    return std::any_of(
        wider.begin(), wider.end(), [&](const TextMatch& match) { return coversText(match, narrower); });
}

bool MatchSet::coversText(const TextMatch& wider, const TextMatch& narrower) const
{
    using Kind = TextMatch::Kind;
    if (wider == narrower || matchesAll(wider))
        return true;
    const bool isExact = narrower.kind == Kind::Exact;
    switch (wider.kind) {
    case Kind::Prefix: return (isExact || narrower.kind == Kind::Prefix) && narrower.text.starts_with(wider.text);
    case Kind::Suffix: return (isExact || narrower.kind == Kind::Suffix) && narrower.text.ends_with(wider.text);
    case Kind::Regex: return isExact && finds(wider, narrower.text);
    case Kind::Exact:
    case Kind::Present: break;
    }
    return false;
}

// Whether all parts of one of these match whenever all of `narrower` do.
bool MatchSet::coversNamed(const std::vector<NamedGroup>& wider, const NamedGroup& narrower, bool isHeader) const
{
    return std::any_of(wider.begin(), wider.end(), [&](const NamedGroup& group) {
        return std::all_of(group.all.begin(), group.all.end(),
            [&](const NamedMatch& part) { return coversNamed(part, narrower, isHeader); });
    });
}

bool MatchSet::coversNamed(const NamedMatch& wider, const NamedGroup& narrower, bool isHeader) const
{
    return std::any_of(narrower.all.begin(), narrower.all.end(), [&](const NamedMatch& part) {
        const bool sameName = isHeader ? equalsIgnoringCase(wider.name, part.name) : wider.name == part.name;
        return sameName && coversText(wider.match, part.match);
    });
}

bool MatchSet::coversDomain(const std::string& narrower) const
{
    const std::string_view end = std::string_view(narrower).substr(narrower.starts_with("*.") ? 1 : 0);
    return std::any_of(m_domains.begin(), m_domains.end(), [&](const std::string& domain) {
        if (!domain.starts_with("*."))
            return domain == narrower;
        const std::string_view under = std::string_view(domain).substr(1);
        return domain == narrower || (end.size() > under.size() && end.ends_with(under));
    });
}

bool MatchSet::coversTime(const TimeMatch& narrower) const
{
    return std::any_of(m_times.begin(), m_times.end(), [&](const auto& times) {
        return times.first == narrower.zone && (minutesOf(narrower) & ~times.second).none();
    });
}

bool MatchSet::finds(const TextMatch& expression, const std::string& text) const
{
    return std::any_of(m_expressions.begin(), m_expressions.end(),
        [&](const auto& each) { return each.first == expression.text && each.second.isFoundIn(text); });
}

bool MatchSet::mayShare(const MatchSet& other) const
{
    return std::all_of(kMatchKinds.begin(), kMatchKinds.end(), [&](MatchKind kind) { return mayShare(kind, other); });
}

bool MatchSet::mayShare(MatchKind kind, const MatchSet& other) const
{
    if (size(kind) == 0 || other.size(kind) == 0)
        return true;
    const auto any = [](const auto& ours, const auto& theirs, auto mayBoth) {
        return std::any_of(ours.begin(), ours.end(), [&](const auto& one) {
            return std::any_of(theirs.begin(), theirs.end(), [&](const auto& another) { return mayBoth(one, another); });
        });
    };
    const auto same = [](const std::string& one, const std::string& another) { return one == another; };
    const auto sameMethod = [](const std::string& one, const std::string& another) {
        const auto isRead = [](const std::string& method) { return method == "GET" || method == "HEAD"; };
        return equalsIgnoringCase(one, another) || (isRead(one) && isRead(another)); // HEAD is treated like GET
    };
    const auto sameHost = [](const std::string& one, const std::string& another) {
        const auto isUnder = [](std::string_view wide, std::string_view name) {
            return wide.starts_with("*.") && name.ends_with(wide.substr(1));
        };
        return one == another || one == "*" || another == "*" || isUnder(one, another) || isUnder(another, one);
    };
    const auto named = [&](bool isHeader) {
        return [&, isHeader](const NamedGroup& one, const NamedGroup& another) { return mayShareNamed(one, another, isHeader, other); };
    };
    const MatchSettings& theirs = *other.m_match;
    switch (kind) {
    case MatchKind::Models:
    case MatchKind::Paths:
        return any(texts(kind), other.texts(kind),
            [&](const TextMatch& one, const TextMatch& another) { return mayShareText(one, another, other); });
    case MatchKind::Domains: return any(m_domains, other.m_domains, sameHost);
    case MatchKind::Methods: return any(m_match->methods, theirs.methods, sameMethod);
    case MatchKind::Headers: return any(m_match->headers, theirs.headers, named(true));
    case MatchKind::Query: return any(m_match->query, theirs.query, named(false));
    case MatchKind::Consumers: return any(m_match->consumers, theirs.consumers, same);
    case MatchKind::Traits:
    case MatchKind::Times: break;
    }
    return true;
}

bool MatchSet::mayShareText(const TextMatch& ours, const TextMatch& theirs, const MatchSet& other) const
{
    using Kind = TextMatch::Kind;
    if (ours.kind == Kind::Exact && theirs.kind == Kind::Exact)
        return ours.text == theirs.text;
    if (ours.kind == Kind::Exact)
        return other.mayShareText(theirs, ours, *this);
    const bool isExact = theirs.kind == Kind::Exact;
    switch (ours.kind) {
    case Kind::Prefix:
        return theirs.text.starts_with(ours.text) || theirs.kind == Kind::Suffix || theirs.kind == Kind::Regex || theirs.kind == Kind::Present
            || (theirs.kind == Kind::Prefix && ours.text.starts_with(theirs.text));
    case Kind::Suffix:
        return theirs.text.ends_with(ours.text) || theirs.kind == Kind::Prefix || theirs.kind == Kind::Regex || theirs.kind == Kind::Present
            || (theirs.kind == Kind::Suffix && ours.text.ends_with(theirs.text));
    case Kind::Regex: return !isExact || finds(ours, theirs.text);
    case Kind::Exact:
    case Kind::Present: break;
    }
    return true;
}

// False if parts with the same name contradict each other.
bool MatchSet::mayShareNamed(const NamedGroup& ours, const NamedGroup& theirs, bool isHeader, const MatchSet& other) const
{
    return std::all_of(ours.all.begin(), ours.all.end(), [&](const NamedMatch& one) {
        return std::all_of(theirs.all.begin(), theirs.all.end(), [&](const NamedMatch& another) {
            const bool sameName = isHeader ? equalsIgnoringCase(one.name, another.name) : one.name == another.name;
            return !sameName || mayShareText(one.match, another.match, other);
        });
    });
}

std::optional<MatchSet::Crossing> MatchSet::crossing(
    MatchKind kind, const MatchSet& other, std::size_t alternative) const
{
    using Kind = TextMatch::Kind;
    if (kind != MatchKind::Models && kind != MatchKind::Paths)
        return std::nullopt;
    const TextMatch& theirs = other.texts(kind)[alternative];
    for (const TextMatch& ours : texts(kind)) {
        if (ours.kind == Kind::Prefix && theirs.kind == Kind::Suffix)
            return Crossing{ours.text, theirs.text};
        if (ours.kind == Kind::Suffix && theirs.kind == Kind::Prefix)
            return Crossing{theirs.text, ours.text};
    }
    return std::nullopt;
}

std::int64_t MatchSet::cost(const MatchSet& other) const
{
    std::int64_t sum = count(kMatchKinds.size());
    for (const MatchKind kind : kMatchKinds) {
        const std::int64_t each = kind == MatchKind::Times ? kTimesCost : 1;
        sum += each * count(parts(kind)) * count(other.parts(kind));
    }
    std::int64_t texts = 0;
    for (const MatchKind kind : {MatchKind::Models, MatchKind::Paths, MatchKind::Headers, MatchKind::Query})
        texts += count(other.parts(kind));
    return sum + kExpressionCost * count(m_expressions.size()) * texts;
}

} // namespace gateway::config
