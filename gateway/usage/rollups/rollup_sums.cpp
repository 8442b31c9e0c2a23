#include "rollup_sums.h"

#include "varint.h"

namespace gateway::usage {

namespace {

// Number of fields in versions without the following one.
constexpr std::int64_t kBeforeCharged = 17;
constexpr std::int64_t kBeforeAttempts = 18;

/// Sets fields that were not counted yet to their minimum.
void addMissing(Totals& read, std::int64_t count)
{
    if (count <= kBeforeCharged) // one charge for each answer at most
        read.charged = read.exchanges - read.failed;
    if (count <= kBeforeAttempts) {
        read.attempts = read.exchanges;
        read.failedAttempts = read.failed;
    }
}

} // namespace

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
    const auto count = takeNumber(bytes); // fewer if written by an older version
    if (!count || *count < 0 || *count > static_cast<std::int64_t>(kTotalsMembers.size()))
        return false;
    Totals read;
    for (std::size_t i = 0; i < static_cast<std::size_t>(*count); ++i) {
        const auto number = takeNumber(bytes);
        if (!number)
            return false;
        read.*kTotalsMembers.at(i) = *number;
    }
    addMissing(read, *count);
    totals += read;
    return !withLatency || (firstToken.addFrom(bytes) && duration.addFrom(bytes));
}

} // namespace gateway::usage
