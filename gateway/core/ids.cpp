#include "ids.h"

namespace gateway {

namespace {
constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTimeDigits = 10;
constexpr std::size_t kDigits = 26;
} // namespace

IdSource::IdSource()
{
    std::random_device entropy;
    std::seed_seq seed{entropy(), entropy(), entropy(), entropy(), entropy(), entropy(), entropy(), entropy()};
    m_random.seed(seed);
}

std::string IdSource::next(WallTime now)
{
    const auto sinceEpoch = std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count();
    auto time = static_cast<std::uint64_t>(sinceEpoch);
    std::string id(kDigits, '0');
    for (std::size_t i = kTimeDigits; i-- > 0; time >>= 5)
        id[i] = kAlphabet[time & 31];
    std::uint64_t bits = 0;
    for (std::size_t i = kTimeDigits; i < kDigits; ++i, bits >>= 5) {
        if ((i - kTimeDigits) % 8 == 0) // 40 random bits make eight digits
            bits = m_random();
        id[i] = kAlphabet[bits & 31];
    }
    return id;
}

std::optional<WallTime> timeOfId(std::string_view id)
{
    constexpr std::string_view kAll = kAlphabet;
    if (id.size() != kDigits || id.find_first_not_of(kAll) != std::string_view::npos || id[0] > '7') // 48 bits
        return std::nullopt;
    std::int64_t time = 0;
    for (const char digit : id.substr(0, kTimeDigits))
        time = time << 5 | static_cast<std::int64_t>(kAll.find(digit));
    return WallTime(Milliseconds(time));
}

} // namespace gateway
