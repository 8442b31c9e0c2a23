#include "rollup_sums.h"

#include "varint.h"

namespace gateway::usage {

void RollupSums::add(const RollupSums& more)
{
    totals += more.totals;
    firstToken.add(more.firstToken);
    duration.add(more.duration);
}

std::string RollupSums::toBytes() const
{
    std::string bytes;
    appendNumber(bytes, static_cast<std::int64_t>(kTotalsMembers.size()));
    for (const auto member : kTotalsMembers)
        appendNumber(bytes, totals.*member);
    firstToken.appendTo(bytes);
    duration.appendTo(bytes);
    return bytes;
}

bool RollupSums::addBytes(std::string_view bytes, bool withLatency)
{
    const auto count = takeNumber(bytes); // fewer, if an older version wrote it
    if (!count || *count < 0 || *count > static_cast<std::int64_t>(kTotalsMembers.size()))
        return false;
    Totals read;
    for (std::size_t i = 0; i < static_cast<std::size_t>(*count); ++i) {
        const auto number = takeNumber(bytes);
        if (!number)
            return false;
        read.*kTotalsMembers.at(i) = *number;
    }
    if (*count < static_cast<std::int64_t>(kTotalsMembers.size())) // versions that had but one charge for each answer
        read.charged = read.exchanges - read.failed;
    totals += read;
    return !withLatency || (firstToken.addFrom(bytes) && duration.addFrom(bytes));
}

} // namespace gateway::usage
