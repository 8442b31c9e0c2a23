#include "json_repair.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <charconv>
#include <utility>

namespace gateway {

namespace {

constexpr std::size_t kEscape = 6; // bytes of "\ud83d"
constexpr unsigned kLow = 0xdc00; // first of the second halves

/// Half a surrogate pair, of which an escape stands at `at`; 0: none does.
unsigned surrogateAt(std::string_view json, std::size_t at)
{
    unsigned unit = 0;
    if (json.size() < at + kEscape || json.substr(at, 2) != "\\u")
        return 0;
    const char* const last = json.data() + at + kEscape;
    const auto [end, failed] = std::from_chars(json.data() + at + 2, last, unit, 16);
    return failed == std::errc() && end == last && (unit & 0xf800) == 0xd800 ? unit : 0;
}

std::string withoutHalves(std::string_view json)
{
    std::string whole;
    whole.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t next = std::min(json.find('\\', at), json.size());
        whole += json.substr(at, next - at);
        at = next;
        if (at == json.size())
            break;
        const unsigned unit = surrogateAt(json, at);
        const bool isPair = unit != 0 && unit < kLow && surrogateAt(json, at + kEscape) >= kLow;
        const std::size_t count = isPair ? 2 * kEscape : unit != 0 ? kEscape : 2;
        whole += unit == 0 || isPair ? json.substr(at, count) : std::string_view("\\ufffd");
        at += count;
    }
    return whole;
}

} // namespace

std::optional<std::string> repairedJson(std::string_view json)
{
    const QByteArray valid = QString::fromUtf8(json.data(), static_cast<qsizetype>(json.size())).toUtf8();
    std::string whole = withoutHalves({valid.constData(), static_cast<std::size_t>(valid.size())});
    return whole == json ? std::nullopt : std::optional(std::move(whole));
}

Result<Json> parseJsonLeniently(std::string_view text)
{
    auto tree = parseJson(text);
    const auto repaired = tree ? std::nullopt : repairedJson(text);
    return repaired ? parseJson(*repaired) : std::move(tree);
}

} // namespace gateway
