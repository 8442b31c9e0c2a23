#include "tar_stream.h"

#include "gateway/core/text/system_reason.h"

#include <QCryptographicHash>
#include <QIODevice>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kNameBytes = 100;
constexpr std::size_t kPrefixBytes = 155;
constexpr std::size_t kMostEntries = 100'000;
constexpr std::uint64_t kLargest = 077777777777; // eleven octal digits

// Positions of the header fields.
constexpr std::size_t kModeAt = 100;
constexpr std::size_t kSizeAt = 124;
constexpr std::size_t kTimeAt = 136;
constexpr std::size_t kHeadSumAt = 148;
constexpr std::size_t kTypeAt = 156;
constexpr std::size_t kMagicAt = 257;
constexpr std::size_t kPrefixAt = 345;

std::string octal(std::uint64_t number, std::size_t digits)
{
    std::string text(digits, '0');
    for (std::size_t i = digits; i-- > 0 && number > 0; number >>= 3)
        text[i] = static_cast<char>('0' + (number & 7U));
    return text;
}

std::uint64_t octalAt(std::string_view head, std::size_t place, std::size_t digits)
{
    std::uint64_t number = 0;
    for (const char digit : head.substr(place, digits))
        number = digit >= '0' && digit <= '7' ? number * 8 + static_cast<std::uint64_t>(digit - '0') : number;
    return number;
}

/// Checksum of a header, with its own field counted as spaces.
std::uint64_t sumOf(std::string head)
{
    head.replace(kHeadSumAt, 8, 8, ' ');
    return std::accumulate(head.begin(), head.end(), std::uint64_t{0},
        [](std::uint64_t sum, char byte) { return sum + static_cast<unsigned char>(byte); });
}

std::string textAt(std::string_view head, std::size_t place, std::size_t most)
{
    const std::string_view field = head.substr(place, most);
    return std::string(field.substr(0, field.find('\0')));
}

std::uint64_t paddingOf(std::uint64_t size) { return (kBlock - size % kBlock) % kBlock; }

tl::unexpected<Error> damagedTar()
{
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the backup is damaged or truncated: use another copy")});
}

tl::unexpected<Error> notOurs(Sentence what)
{
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the backup contains %1, which Signalbox never writes, so it cannot be trusted; nothing "
        "was restored"), {std::move(what)}});
}

/// A relative path of plain names, without anything that a terminal or another system could misinterpret.
bool isPlainName(std::string_view name)
{
    const bool isPrintable = std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f' && c != '\\'; });
    if (name.empty() || !isPrintable)
        return false;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        const std::string_view part = name.substr(0, end);
        if (part.empty() || part == "." || part == ".." || end + 1 == name.size())
            return false;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return true;
}

void addTo(QCryptographicHash& hash, std::string_view bytes) { hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size()))); }

} // namespace

std::string sumLine(const QCryptographicHash& hash, const std::string& name)
{
    return hash.result().toHex().toStdString() + "  " + name + '\n';
}

TarWriter::TarWriter(ByteSink sink, std::int64_t mtime) : m_sink(std::move(sink)), m_mtime(mtime) {}

Result<void> TarWriter::head(const std::string& name, std::uint64_t size)
{
    std::size_t slash = std::string::npos;
    if (name.size() > kNameBytes) // the part after the slash is the name, the part before it the prefix
        slash = name.find('/', name.size() - kNameBytes - 1);
    const bool fits = name.size() <= kNameBytes || (slash != std::string::npos && slash <= kPrefixBytes);
    if (!fits || size > kLargest)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "a backup cannot contain %1: its name is too long, or it is too large"), {name}});
    const std::string prefix = slash == std::string::npos ? std::string() : name.substr(0, slash);
    std::string head(kBlock, '\0');
    const auto put = [&](std::size_t place, const std::string& text) { head.replace(place, text.size(), text); };
    put(0, slash == std::string::npos ? name : name.substr(slash + 1));
    put(kModeAt, octal(0600, 7));
    put(kModeAt + 8, octal(0, 7));
    put(kModeAt + 16, octal(0, 7));
    put(kSizeAt, octal(size, 11));
    put(kTimeAt, octal(static_cast<std::uint64_t>(std::max<std::int64_t>(0, m_mtime)), 11));
    put(kTypeAt, "0");
    put(kMagicAt, std::string("ustar\00000", 8));
    put(kPrefixAt, prefix);
    put(kHeadSumAt, octal(sumOf(head), 6) + std::string("\0 ", 2));
    return m_sink(head);
}

Result<void> TarWriter::pad(std::uint64_t size) { return m_sink(std::string(static_cast<std::size_t>(paddingOf(size)), '\0')); }

Result<void> TarWriter::add(const std::string& name, std::string_view bytes)
{
    if (auto begun = head(name, bytes.size()); !begun)
        return begun;
    if (auto written = m_sink(bytes); !written)
        return written;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addTo(hash, bytes);
    m_sums += sumLine(hash, name);
    return pad(bytes.size());
}

Result<void> TarWriter::add(const std::string& name, QIODevice& file)
{
    const auto size = static_cast<std::uint64_t>(file.size());
    if (auto begun = head(name, size); !begun)
        return begun;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (std::uint64_t left = size; left > 0;) {
        const QByteArray piece = file.read(static_cast<qint64>(std::min<std::uint64_t>(left, kPieceBytes)));
        if (piece.isEmpty())
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read %1: %2"), {name, systemReason(file.errorString().toStdString())}});
        if (auto written = m_sink({piece.data(), static_cast<std::size_t>(piece.size())}); !written)
            return written;
        addTo(hash, {piece.data(), static_cast<std::size_t>(piece.size())});
        left -= static_cast<std::uint64_t>(piece.size());
    }
    m_sums += sumLine(hash, name);
    return pad(size);
}

Result<void> TarWriter::finish() { return m_sink(std::string(2 * kBlock, '\0')); }

TarReader::TarReader(Handler handler) : m_handler(std::move(handler)) {}

Result<void> TarReader::takeHead()
{
    const std::string head = std::exchange(m_head, {});
    if (std::all_of(head.begin(), head.end(), [](char byte) { return byte == '\0'; })) {
        m_isOver = true;
        return {};
    }
    if (octalAt(head, kHeadSumAt, 6) != sumOf(head) || head.compare(kMagicAt, 5, "ustar") != 0)
        return damagedTar();
    m_left = octalAt(head, kSizeAt, 11);
    m_padding = paddingOf(m_left);
    if (head[kTypeAt] != '0' && head[kTypeAt] != '\0')
        return notOurs({QT_TRANSLATE_NOOP("Error", "an entry that is not a file")});
    const std::string prefix = textAt(head, kPrefixAt, kPrefixBytes);
    const std::string name = (prefix.empty() ? "" : prefix + '/') + textAt(head, 0, kNameBytes);
    if (!isPlainName(name))
        return notOurs({QT_TRANSLATE_NOOP("Error", "a name that points outside its folder")});
    if (!m_names.insert(name).second)
        return notOurs({QT_TRANSLATE_NOOP("Error", "a duplicate entry")});
    if (m_names.size() > kMostEntries)
        return notOurs({QT_TRANSLATE_NOOP("Error", "too many entries")});
    const auto begun = m_handler.begin(name, m_left);
    return begun && m_left == 0 ? m_handler.end() : begun;
}

Result<void> TarReader::takeContent(std::string_view& bytes)
{
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    if (auto taken = m_handler.piece(bytes.substr(0, length)); !taken)
        return taken;
    bytes.remove_prefix(length);
    m_left -= length;
    return m_left == 0 ? m_handler.end() : Result<void>();
}

Result<void> TarReader::feed(std::string_view bytes)
{
    while (!bytes.empty() && !m_isOver) {
        Result<void> done;
        if (m_left > 0) {
            done = takeContent(bytes);
        } else if (m_padding > 0) {
            const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(m_padding, bytes.size()));
            bytes.remove_prefix(length);
            m_padding -= length;
        } else {
            const std::size_t length = std::min(kBlock - m_head.size(), bytes.size());
            m_head.append(bytes.substr(0, length));
            bytes.remove_prefix(length);
            if (m_head.size() == kBlock)
                done = takeHead();
        }
        if (!done)
            return done;
    }
    return {};
}

Result<void> TarReader::finish() const { return m_isOver ? Result<void>() : damagedTar(); }

} // namespace gateway::host
