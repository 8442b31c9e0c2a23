#include "imported_keys.h"

#include "secret_placeholder.h"

#include "gateway/core/text/ascii.h"

#include <QCryptographicHash>

namespace gateway::config::foreign {

namespace {

constexpr std::string_view kHashBegin = "<sha256:";
constexpr std::size_t kHashLength = 64;

std::string sha256Of(std::string_view key)
{
    const QByteArray bytes = QByteArray::fromRawData(key.data(), static_cast<qsizetype>(key.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

} // namespace

ConsumerKey consumerKeyOf(std::string_view key, const std::string& consumer, const std::string& path, ImportLog& log)
{
    ConsumerKey result;
    const std::string_view hash =
        key.starts_with(kHashBegin) ? key.substr(kHashBegin.size(), kHashLength) : std::string_view();
    if (key.size() == kHashBegin.size() + kHashLength + 1
        && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos)
        result.sha256 = hash;
    else if (key.starts_with('$') || (key.starts_with('<') && key.ends_with('>')))
        result.secret = referenceFor(key, "consumer/" + asId(consumer), path, log);
    else
        result.sha256 = sha256Of(key);
    return result;
}

std::string placeholderOf(const ConsumerKey& key)
{
    return key.sha256.empty() ? placeholder(key.secret) : std::string(kHashBegin) + key.sha256 + '>';
}

} // namespace gateway::config::foreign
