#include "limit_counters.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

namespace gateway::limits {

namespace {

// With each new counter, so that idle ones do not pile up, and with some of the other uses, so that those of a busy
// hour do not stay.
constexpr int kSweptBuckets = 4;
constexpr unsigned kUsesOfSweep = 32;
constexpr int kWhole = 100; // percent

/// What an allocator takes for a block.
std::size_t blockBytes(std::size_t size)
{
    constexpr std::size_t kHeader = 8;
    constexpr std::size_t kUnit = 16;
    return size == 0 ? 0 : (size + kHeader + kUnit - 1) / kUnit * kUnit;
}

std::size_t bytesOf(const std::string& text) { return text.capacity() > std::string().capacity() ? blockBytes(text.capacity() + 1) : 0; }

} // namespace

struct LimitCounters::Book {
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Counters = std::unordered_map<std::string, LimitCounter, Hash, std::equal_to<>>;

    WindowSlots slots;
    LimitAmount amount;
    bool hasWindow = true;
    Counters counters = {}; // a counter keeps its address
    LimitCounter unused = {}; // of whom there is none
    std::size_t swept = 0; // bucket
    unsigned uses = 0;
    std::vector<int> levels = {}; // percent, ascending

    std::vector<std::pair<std::string, CounterState>> statesIf(WallTime now, bool (*isWanted)(const LimitCounter&, const WindowSlots&));

    void count(LimitCounter& counter, std::int64_t used, WallTime at)
    {
        if (!hasWindow)
            return;
        look(counter);
        counter.window().add(slots, at, used);
    }

    /// The highest of the levels that is reached; 0: none.
    int levelOf(const LimitCounter& counter) const
    {
        const auto limit = static_cast<double>(amount.at(slots.now()));
        const auto used = static_cast<double>(hasWindow ? counter.window().used(slots) : counter.reserved());
        const auto isReached = [&](int level) { return limit > 0 && used * kWhole >= limit * level; };
        const auto highest = std::find_if(levels.rbegin(), levels.rend(), isReached);
        return highest == levels.rend() ? 0 : *highest;
    }

    /// Notes which level is reached now. Requests in flight come and go: there, only none at all is lower.
    int look(LimitCounter& counter) const
    {
        if (levels.empty())
            return 0;
        const int level = levelOf(counter);
        if (hasWindow || !counter.isHeld())
            counter.lower(level);
        else
            counter.raise(level);
        return level;
    }

    const LimitCounter& find(std::string_view who) const
    {
        const auto found = counters.find(who);
        return found != counters.end() ? found->second : unused;
    }

    /// For a use. May remove counters that are idle, including its own, which is made anew then.
    LimitCounter& counterOf(std::string_view who)
    {
        sweepAtTimes();
        const auto found = counters.find(who);
        return found != counters.end() ? found->second : added(who);
    }

    LimitCounter& added(std::string_view who)
    {
        sweep();
        return counters.try_emplace(std::string(who)).first->second;
    }

    void sweepAtTimes()
    {
        if (++uses % kUsesOfSweep == 0)
            sweep();
    }

    /// Removes the idle counters of the next buckets.
    void sweep()
    {
        const auto isIdle = [this](const auto& entry) { return entry.second.isIdle(slots); };
        for (int i = 0; i < kSweptBuckets; ++i) {
            swept = (swept + 1) % counters.bucket_count();
            while (true) {
                const auto idle = std::find_if(counters.cbegin(swept), counters.cend(swept), isIdle);
                if (idle == counters.cend(swept))
                    break;
                counters.erase(counters.find(idle->first));
            }
        }
    }
};

LimitCounters::LimitCounters(const std::optional<Period>& period, const LimitAmount& amount, WallTime now)
    : m_book(std::make_shared<Book>(Book{WindowSlots(period.value_or(Period{}), now), amount, period.has_value()}))
{
}

LimitCounters::~LimitCounters() = default;
LimitCounters::LimitCounters(LimitCounters&&) noexcept = default;
LimitCounters& LimitCounters::operator=(LimitCounters&&) noexcept = default;

const LimitAmount& LimitCounters::amount() const { return m_book->amount; }

void LimitCounters::setAmount(const LimitAmount& amount) { m_book->amount = amount; }

tl::expected<LimitHold, LimitRefusal> LimitCounters::admit(std::string_view who, std::int64_t need, WallTime now)
{
    const std::int64_t reserved = std::max<std::int64_t>(0, need);
    return hold(who, reserved, reserved, now);
}

tl::expected<LimitHold, LimitRefusal> LimitCounters::admitUnreserved(std::string_view who, WallTime now) { return hold(who, 1, 0, now); }

tl::expected<LimitHold, LimitRefusal> LimitCounters::hold(std::string_view who, std::int64_t need, std::int64_t reserved, WallTime now)
{
    m_book->slots.advance(now);
    m_book->sweepAtTimes();
    const auto found = m_book->counters.find(who);
    const LimitCounter& known = found != m_book->counters.end() ? found->second : m_book->unused;
    if (auto refused = known.refusal(m_book->slots, m_book->amount.at(now), need))
        return tl::unexpected(*refused);
    LimitCounter& counter = found != m_book->counters.end() ? found->second : m_book->added(who);
    m_book->look(counter);
    counter.reserve(reserved);
    return LimitHold(m_book, counter, reserved);
}

std::optional<LimitRefusal> LimitCounters::refusal(std::string_view who, std::int64_t need, WallTime now)
{
    m_book->slots.advance(now);
    const std::int64_t limit = m_book->amount.at(now);
    return m_book->find(who).refusal(m_book->slots, limit, need);
}

WallTime LimitCounters::countsFrom(WallTime now)
{
    m_book->slots.advance(now);
    return m_book->hasWindow ? m_book->slots.start() : now;
}

bool LimitCounters::add(std::string_view who, std::int64_t amount, WallTime at, WallTime now)
{
    m_book->slots.advance(now);
    if (!m_book->hasWindow || !m_book->slots.slotOf(at))
        return false;
    if (amount != 0)
        m_book->count(m_book->counterOf(who), amount, at);
    return true;
}

void LimitCounters::setLevels(std::vector<int> levels)
{
    std::ranges::sort(levels);
    m_book->levels = std::move(levels);
}

int LimitCounters::takeReached(std::string_view who, WallTime now, bool isFull)
{
    Book& book = *m_book;
    const auto found = book.levels.empty() ? book.counters.end() : book.counters.find(who);
    if (found == book.counters.end())
        return 0;
    book.slots.advance(now);
    int level = book.look(found->second);
    if (isFull && book.levels.back() == kWhole)
        level = kWhole;
    return found->second.report(level) ? level : 0;
}

void LimitCounters::noteReported(std::string_view who, int level, WallTime now)
{
    if (m_book->levels.empty())
        return;
    m_book->slots.advance(now);
    (void)m_book->counterOf(who).report(level);
}

CounterState LimitCounters::state(std::string_view who, WallTime now)
{
    m_book->slots.advance(now);
    return m_book->find(who).state(m_book->slots, m_book->amount.at(now));
}

std::vector<std::pair<std::string, CounterState>> LimitCounters::Book::statesIf(WallTime now, bool (*isWanted)(const LimitCounter&, const WindowSlots&))
{
    slots.advance(now);
    std::vector<std::pair<std::string, CounterState>> states;
    for (const auto& [who, counter] : counters)
        if (isWanted(counter, slots))
            states.emplace_back(who, counter.state(slots, amount.at(now)));
    std::ranges::sort(states, {}, [](const auto& entry) -> const std::string& { return entry.first; });
    return states;
}

std::vector<std::pair<std::string, CounterState>> LimitCounters::states(WallTime now)
{
    return m_book->statesIf(now, [](const LimitCounter& counter, const WindowSlots& slots) { return !counter.isIdle(slots); });
}

std::vector<std::pair<std::string, CounterState>> LimitCounters::statesInFlight(WallTime now)
{
    return m_book->statesIf(now, [](const LimitCounter& counter, const WindowSlots&) { return counter.isHeld(); });
}

std::size_t LimitCounters::size() const { return m_book->counters.size(); }

std::size_t LimitCounters::bytes() const
{
    constexpr std::size_t kNodeLinks = 2 * sizeof(void*); // the next node, and the hash
    const Book::Counters& counters = m_book->counters;
    std::size_t bytes = blockBytes(sizeof(Book)) + blockBytes(counters.bucket_count() * sizeof(void*));
    for (const auto& [who, counter] : counters)
        bytes += blockBytes(sizeof(Book::Counters::value_type) + kNodeLinks) + bytesOf(who) + blockBytes(counter.window().bytes());
    return bytes;
}

LimitHold::LimitHold(std::shared_ptr<LimitCounters::Book> book, LimitCounter& counter, std::int64_t reserved)
    : m_book(std::move(book))
    , m_counter(&counter)
    , m_reserved(reserved)
{
}

LimitHold::~LimitHold() { release(); }

LimitHold::LimitHold(LimitHold&& other) noexcept
    : m_book(std::move(other.m_book))
    , m_counter(other.m_counter)
    , m_reserved(std::exchange(other.m_reserved, 0))
{
}

LimitHold& LimitHold::operator=(LimitHold&& other) noexcept
{
    if (this != &other) {
        release();
        m_book = std::move(other.m_book);
        m_counter = other.m_counter;
        m_reserved = std::exchange(other.m_reserved, 0);
    }
    return *this;
}

void LimitHold::settle(std::int64_t used, WallTime at, WallTime now)
{
    if (!m_book)
        return;
    m_book->slots.advance(now);
    m_book->count(*m_counter, used, at);
    release();
}

void LimitHold::release()
{
    if (!m_book)
        return;
    m_counter->release(std::exchange(m_reserved, 0));
    m_book.reset();
}

} // namespace gateway::limits
