#include "line_merge.h"

#include "gateway/core/text/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace gateway::clients {

namespace {

using Lines = std::vector<std::string_view>;
using Kind = DiffLine::Kind;

constexpr std::size_t kGone = std::string_view::npos;

/// Whether every line ends with a carriage return as well; also true without line ends.
bool hasReturns(std::string_view text)
{
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        if (at == 0 || text[at - 1] != '\r')
            return false;
    return true;
}

/// The lines without their ends, and without an empty one after the last end.
Lines linesIn(std::string_view text, std::string_view end)
{
    Lines lines;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find(end), text.size());
        lines.push_back(text.substr(0, at));
        text.remove_prefix(std::min(at + end.size(), text.size()));
    }
    return lines;
}

/// The position of each line of `before` in `after`.
std::vector<std::size_t> placesIn(const Lines& before, const Lines& after)
{
    std::vector<std::size_t> places;
    std::size_t at = 0;
    for (const Kind kind : diffKinds(before, after)) {
        if (kind != Kind::Added)
            places.push_back(kind == Kind::Same ? at : kGone);
        at += kind == Kind::Removed ? 0 : 1;
    }
    return places;
}

/// Lines of one text that replace lines of the other.
struct Change {
    std::size_t oldBegin = 0;
    std::size_t oldEnd = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Change> changesOf(const Lines& before, const Lines& after)
{
    std::vector<Change> changes;
    std::size_t i = 0;
    std::size_t j = 0;
    bool isOpen = false;
    for (const Kind kind : diffKinds(before, after)) {
        if (kind != Kind::Same && !isOpen)
            changes.push_back({i, i, j, j});
        isOpen = kind != Kind::Same;
        i += kind == Kind::Added ? 0 : 1;
        j += kind == Kind::Removed ? 0 : 1;
        if (isOpen)
            changes.back() = {changes.back().oldBegin, i, changes.back().begin, j};
    }
    return changes;
}

/// The present position of a change's lines; empty: they have changed.
std::optional<std::pair<std::size_t, std::size_t>> placeOf(const Change& change, const std::vector<std::size_t>& places)
{
    if (change.begin == change.end) { // only removed lines: after the line before them, or before the line after them
        if (change.begin > 0 && places[change.begin - 1] != kGone)
            return std::pair(places[change.begin - 1] + 1, places[change.begin - 1] + 1);
        if (change.begin < places.size() && places[change.begin] != kGone)
            return std::pair(places[change.begin], places[change.begin]);
        return std::nullopt;
    }
    for (std::size_t i = change.begin; i < change.end; ++i)
        if (places[i] == kGone || places[i] != places[change.begin] + (i - change.begin))
            return std::nullopt;
    return std::pair(places[change.begin], places[change.end - 1] + 1);
}

} // namespace

std::optional<std::string> withoutChange(std::string_view before, std::string_view written, std::string_view now)
{
    const std::string_view end = hasReturns(before) && hasReturns(written) && hasReturns(now) ? "\r\n" : "\n";
    const Lines old = linesIn(before, end);
    const Lines made = linesIn(written, end);
    const Lines is = linesIn(now, end);
    const auto places = placesIn(made, is);
    Lines merged;
    std::size_t done = 0;
    for (const Change& change : changesOf(old, made)) {
        const auto place = placeOf(change, places);
        if (!place || place->first < done)
            return std::nullopt;
        merged.insert(merged.end(), is.begin() + static_cast<std::ptrdiff_t>(done), is.begin() + static_cast<std::ptrdiff_t>(place->first));
        merged.insert(merged.end(), old.begin() + static_cast<std::ptrdiff_t>(change.oldBegin), old.begin() + static_cast<std::ptrdiff_t>(change.oldEnd));
        done = place->second;
    }
    merged.insert(merged.end(), is.begin() + static_cast<std::ptrdiff_t>(done), is.end());
    std::string text;
    for (std::size_t i = 0; i < merged.size(); ++i)
        text.append(i > 0 ? end : std::string_view()).append(merged[i]);
    const bool isAsBefore = now.ends_with('\n') == written.ends_with('\n') && !before.empty();
    if (!merged.empty() && (isAsBefore ? before : now).ends_with('\n'))
        text += end;
    return text;
}

} // namespace gateway::clients
