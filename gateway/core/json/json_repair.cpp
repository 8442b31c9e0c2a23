#include "json_repair.h"

#include "json_values.h"

#include "gateway/core/text/surrogate.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway {

namespace {

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
        const bool isHalf = surrogateAt(json, at) != 0;
        const bool isPair = isSurrogatePair(json, at);
        const std::size_t count = isPair ? 2 * kUnitEscape : isHalf ? kUnitEscape : 2;
        whole += isHalf && !isPair ? std::string_view("\\ufffd") : json.substr(at, count);
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

Result<Json> parseJsonLeniently(std::string_view text, std::size_t most)
{
    if (holdsMoreValues(text, most))
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "it contains more than %1 JSON values"), {std::to_string(most)}});
    auto tree = parseJson(text);
    const auto repaired = tree ? std::nullopt : repairedJson(text);
    return repaired ? parseJson(*repaired) : std::move(tree);
}

} // namespace gateway
