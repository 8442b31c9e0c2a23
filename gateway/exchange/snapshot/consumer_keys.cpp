#include "consumer_keys.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QHashFunctions>
#include <QRandomGenerator>

#include <algorithm>

namespace gateway::exchange {

namespace {

ConsumerKeys::Digest digestFrom(const QByteArray& bytes)
{
    ConsumerKeys::Digest digest{};
    std::copy_n(bytes.cbegin(), std::min<std::size_t>(digest.size(), static_cast<std::size_t>(bytes.size())), digest.begin());
    return digest;
}

} // namespace

ConsumerKeys::ConsumerKeys() : m_seed(static_cast<std::size_t>(QRandomGenerator::system()->generate64())) { }

bool ConsumerKeys::isSame(const Digest& a, const Digest& b)
{
    volatile unsigned different = 0; // volatile, so that the compiler cannot end the loop early
    for (std::size_t i = 0; i < a.size(); ++i)
        different = different | static_cast<unsigned>(a[i] ^ b[i]);
    return different == 0;
}

ConsumerKeys::Digest ConsumerKeys::digestOf(std::string_view key)
{
    const auto text = QByteArray::fromRawData(key.data(), static_cast<qsizetype>(key.size()));
    return digestFrom(QCryptographicHash::hash(text, QCryptographicHash::Sha256));
}

ConsumerKeys::Digest ConsumerKeys::digestFromHex(std::string_view hex)
{
    return digestFrom(QByteArray::fromHex(QByteArray::fromRawData(hex.data(), static_cast<qsizetype>(hex.size()))));
}

std::size_t ConsumerKeys::placeOf(const Digest& digest) const { return qHashBits(digest.data(), digest.size(), m_seed); }

void ConsumerKeys::add(const Digest& digest, const KnownKey& key)
{
    const auto [begin, end] = m_keys.equal_range(placeOf(digest));
    const auto found = std::find_if(begin, end, [&](const auto& entry) { return isSame(entry.second.digest, digest); });
    if (found != end)
        found->second.key = key;
    else
        m_keys.emplace(placeOf(digest), Entry{digest, key});
}

const KnownKey* ConsumerKeys::find(std::string_view key) const
{
    const Digest digest = digestOf(key);
    const KnownKey* known = nullptr;
    const auto [begin, end] = m_keys.equal_range(placeOf(digest));
    for (auto entry = begin; entry != end; ++entry)
        if (isSame(entry->second.digest, digest))
            known = &entry->second.key;
    return known;
}

} // namespace gateway::exchange
