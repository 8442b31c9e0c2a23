#include "consumer_key.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>

namespace gateway::secrets {

namespace {

constexpr std::string_view kPrefix = "sb-";
constexpr std::string_view kLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kLength = 44; // after the prefix; slightly more than 32 bytes
constexpr std::size_t kHintLength = 4;

// Uniformly distributed.
char randomLetter()
{
    constexpr quint32 kMask = 63;
    for (;;)
        if (const quint32 number = QRandomGenerator::system()->generate() & kMask; number < kLetters.size())
            return kLetters[number];
}

} // namespace

NewConsumerKey makeConsumerKey()
{
    std::string text(kPrefix);
    text.reserve(kPrefix.size() + kLength); // so that no part of it remains in freed memory
    for (std::size_t i = 0; i < kLength; ++i)
        text += randomLetter();
    NewConsumerKey made;
    const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    made.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
    made.hint = std::string(kPrefix) + "..." + text.substr(text.size() - kHintLength);
    made.key = Secret(std::move(text));
    return made;
}

bool holdsConsumerKey(std::string_view text)
{
    for (std::size_t at = text.find(kPrefix); at != std::string_view::npos; at = text.find(kPrefix, at + 1)) {
        const std::string_view rest = text.substr(at + kPrefix.size(), kLength);
        if (rest.size() == kLength && rest.find_first_not_of(kLetters) == std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace gateway::secrets
