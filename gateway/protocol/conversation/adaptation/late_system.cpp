#include "late_system.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <string_view>

namespace gateway::protocol {

namespace {

bool isUsers(Speaker speaker) { return speaker == Speaker::User || speaker == Speaker::UserWithResults; }
bool hasResults(Speaker speaker) { return speaker == Speaker::Results || speaker == Speaker::UserWithResults; }

/// For each entry, the first one at or after it before which something from before it may be inserted.
std::vector<std::size_t> freePlaces(const std::vector<Speaker>& speakers, bool isKept)
{
    std::vector<std::size_t> free(speakers.size() + 1, speakers.size());
    for (std::size_t i = speakers.size(); i-- > 0;) {
        const bool isPassed = speakers[i] == Speaker::System || hasResults(speakers[i]) || (isKept && isUsers(speakers[i]));
        free[i] = isPassed ? free[i + 1] : i;
    }
    return free;
}

} // namespace

std::size_t leadingEntries(const std::vector<Speaker>& speakers)
{
    const auto first = std::ranges::find_if(
        speakers, [](Speaker speaker) { return speaker != Speaker::System && speaker != Speaker::Aside; });
    return static_cast<std::size_t>(first - speakers.begin());
}

std::vector<LateSystem> lateSystems(const std::vector<Speaker>& speakers, bool isKept)
{
    const std::size_t leading = leadingEntries(speakers);
    const std::vector<std::size_t> free = freePlaces(speakers, isKept);
    std::vector<std::size_t> before(speakers.size() + 1, 0); // for each entry, the last one before it that is not a system message
    for (std::size_t i = leading; i < speakers.size(); ++i)
        before[i + 1] = speakers[i] == Speaker::System ? before[i] : i;
    std::vector<LateSystem> late;
    for (std::size_t i = leading; i < speakers.size(); ++i) {
        if (speakers[i] != Speaker::System)
            continue;
        const std::size_t place = free[i + 1];
        const std::size_t last = before[place];
        const bool hasNext = place < speakers.size();
        if (isKept && (isUsers(speakers[last]) || hasResults(speakers[last])))
            late.push_back({i, LateSystem::To::KeptBefore, place, last > i});
        else if (speakers[last] == Speaker::User)
            late.push_back({i, LateSystem::To::EndOf, last});
        else if (hasNext && speakers[place] == Speaker::User)
            late.push_back({i, LateSystem::To::BeginningOf, place});
        else if (speakers[last] == Speaker::UserWithResults)
            late.push_back({i, LateSystem::To::EndOf, last});
        else
            late.push_back({i, LateSystem::To::Before, place});
    }
    return late;
}

std::string asReminder(const std::string& words)
{
    constexpr std::string_view kBegin = "<system-reminder>";
    constexpr std::string_view kClosing = "</system-reminder>";
    const std::string_view inner = trimmed(words, " \t\r\n");
    if (inner.empty())
        return {};
    if (inner.starts_with(kBegin) && inner.ends_with(kClosing))
        return words;
    return std::string(kBegin) + '\n' + words + '\n' + std::string(kClosing);
}

void addParagraph(std::string& all, const std::string& words)
{
    if (!all.empty() && !words.empty())
        all += "\n\n";
    all += words;
}

} // namespace gateway::protocol
