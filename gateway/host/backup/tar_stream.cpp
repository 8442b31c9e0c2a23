#include "tar_stream.h"

#include "gateway/core/text/system_reason.h"

#include <QCryptographicHash>
#include <QIODevice>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <set>
#include <utility>

namespace gateway::host {

namespace {

constexpr qint64 kPieceBytes = 64 * 1024;
constexpr std::size_t kMostEntries = 100'000;

tl::unexpected<Error> notOurs(Sentence what)
{
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the backup contains %1, which Signalbox never writes, so it cannot be trusted; nothing "
        "was restored"), {std::move(what)}});
}

tl::unexpected<Error> notAFile() { return notOurs({QT_TRANSLATE_NOOP("Error", "an entry that is not a file")}); }

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

class TarReading final {
public:
    TarReading(const ByteSource& source, const TarHandler& handler) : m_source(source), m_handler(handler) {}

    Result<void> run()
    {
        if (!m_tar || archive_read_support_format_tar(m_tar.get()) != ARCHIVE_OK
            || archive_read_open(m_tar.get(), this, nullptr, &pull, nullptr) != ARCHIVE_OK)
            return fault();
        archive_entry* entry = nullptr;
        int found = ARCHIVE_OK;
        while ((found = archive_read_next_header(m_tar.get(), &entry)) == ARCHIVE_OK)
            if (auto taken = take(entry); !taken)
                return taken;
        return found == ARCHIVE_EOF ? finish() : fault();
    }

private:
    static la_ssize_t pull(archive*, void* self, const void** bytes) noexcept
    {
        Result<std::string_view>& piece = static_cast<TarReading*>(self)->m_piece;
        piece = static_cast<TarReading*>(self)->m_source();
        if (!piece)
            return ARCHIVE_FATAL;
        *bytes = piece->data();
        return static_cast<la_ssize_t>(piece->size());
    }

    /// The failure of the source if there is one.
    tl::unexpected<Error> fault() const
    {
        if (!m_piece)
            return failure(m_piece.error());
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the backup is damaged or truncated: use another copy")});
    }

    Result<void> take(archive_entry* entry)
    {
        const char* const path = archive_entry_pathname(entry);
        const std::string name = path ? path : "";
        if (!isPlainName(name))
            return notOurs({QT_TRANSLATE_NOOP("Error", "a name that points outside its folder")});
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
            return notAFile();
        if (!m_names.insert(name).second)
            return notOurs({QT_TRANSLATE_NOOP("Error", "a duplicate entry")});
        if (m_names.size() > kMostEntries)
            return notOurs({QT_TRANSLATE_NOOP("Error", "too many entries")});
        const auto size = static_cast<std::uint64_t>(archive_entry_size(entry));
        if (auto begun = m_handler.begin(name, size); !begun)
            return begun;
        return takeContent(size);
    }

    Result<void> takeContent(std::uint64_t size)
    {
        std::uint64_t taken = 0;
        const void* bytes = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        int read = ARCHIVE_OK;
        while ((read = archive_read_data_block(m_tar.get(), &bytes, &length, &offset)) == ARCHIVE_OK) {
            if (static_cast<std::uint64_t>(offset) != taken || length > size - taken) // a sparse file
                return notAFile();
            if (auto handled = m_handler.piece({static_cast<const char*>(bytes), length}); !handled)
                return handled;
            taken += length;
        }
        if (read != ARCHIVE_EOF)
            return fault();
        return taken == size ? m_handler.end() : notAFile();
    }

    Result<void> finish()
    {
        // libarchive accepts a file that ends without the blocks that mark its end: then nothing follows the last entry.
        if (!m_piece || archive_filter_bytes(m_tar.get(), 0) == archive_read_header_position(m_tar.get()))
            return fault();
        while (!m_piece->empty())
            if (m_piece = m_source(); !m_piece)
                return fault();
        return {};
    }

    const ByteSource& m_source;
    const TarHandler& m_handler;
    Result<std::string_view> m_piece; // the last one
    std::set<std::string> m_names;
    const std::unique_ptr<archive, int (*)(archive*)> m_tar{archive_read_new(), &archive_read_free};
};

} // namespace

std::string sumLine(const QCryptographicHash& hash, const std::string& name)
{
    return hash.result().toHex().toStdString() + "  " + name + '\n';
}

TarWriter::TarWriter(ByteSink sink, std::int64_t mtime)
    : m_sink(std::move(sink)), m_mtime(std::max<std::int64_t>(0, mtime)), m_tar(archive_write_new(), &archive_write_free)
{
    // Nothing goes to the sink after a failure. libarchive is not told: 3.6 would not free all of its memory.
    constexpr auto write = [](archive*, void* self, const void* bytes, std::size_t length) noexcept {
        auto& writer = *static_cast<TarWriter*>(self);
        if (writer.m_written && writer.m_sink)
            writer.m_written = writer.m_sink({static_cast<const char*>(bytes), length});
        return static_cast<la_ssize_t>(length);
    };
    const bool isOpen = m_tar && archive_write_set_format_ustar(m_tar.get()) == ARCHIVE_OK
                        && archive_write_set_bytes_per_block(m_tar.get(), 0) == ARCHIVE_OK // no buffer: the bytes contain secrets
                        && archive_write_open(m_tar.get(), this, nullptr, write, nullptr) == ARCHIVE_OK;
    m_written = checked(isOpen);
}

TarWriter::~TarWriter() { m_sink = nullptr; }

/// The failure of the sink if there is one.
Result<void> TarWriter::checked(bool isDone) const
{
    if (isDone || !m_written)
        return m_written;
    const char* const reason = m_tar ? archive_error_string(m_tar.get()) : nullptr;
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot write the backup: %1"), {systemReason(reason ? reason : "Cannot allocate memory")}});
}

Result<void> TarWriter::add(const std::string& name, std::uint64_t size, const ByteSource& content)
{
    if (!m_written)
        return m_written;
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), &archive_entry_free);
    if (!entry)
        return checked(false);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), m_mtime, 0);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    const int begun = archive_write_header(m_tar.get(), entry.get());
    if (m_written && begun == ARCHIVE_FAILED)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "a backup cannot contain %1: its name is too long, or it is too large"), {name}});
    auto written = checked(begun == ARCHIVE_OK);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (std::uint64_t left = size; written && left > 0;) {
        const auto piece = content();
        if (!piece)
            return failure(piece.error());
        const std::string_view bytes = piece->substr(0, left);
        hash.addData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
        written = checked(archive_write_data(m_tar.get(), bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size()));
        left -= bytes.size();
    }
    m_sums += sumLine(hash, name);
    return written;
}

Result<void> TarWriter::add(const std::string& name, std::string_view bytes)
{
    return add(name, bytes.size(), [&] { return Result<std::string_view>(bytes); });
}

Result<void> TarWriter::add(const std::string& name, QIODevice& file)
{
    QByteArray piece;
    return add(name, static_cast<std::uint64_t>(file.size()), [&]() -> Result<std::string_view> {
        piece = file.read(kPieceBytes);
        if (piece.isEmpty())
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read %1: %2"), {name, systemReason(file.errorString().toStdString())}});
        return std::string_view(piece.data(), static_cast<std::size_t>(piece.size()));
    });
}

Result<void> TarWriter::finish() { return m_written ? checked(archive_write_close(m_tar.get()) == ARCHIVE_OK) : m_written; }

Result<void> readTar(const ByteSource& source, const TarHandler& handler) { return TarReading(source, handler).run(); }

} // namespace gateway::host
