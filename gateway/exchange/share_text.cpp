#include "share_text.h"

#include <cmath>
#include <cstdint>

namespace gateway::exchange {

std::string percentText(double share)
{
    constexpr double kPercent = 100;
    constexpr std::int64_t kDigits = 1'000;
    const auto thousandths = static_cast<std::int64_t>(std::round(share * kPercent * static_cast<double>(kDigits)));
    std::string text = std::to_string(thousandths / kDigits);
    if (std::string rest = std::to_string(kDigits + thousandths % kDigits).substr(1); thousandths % kDigits != 0) {
        rest.erase(rest.find_last_not_of('0') + 1);
        text += '.' + rest;
    }
    return text;
}

} // namespace gateway::exchange
