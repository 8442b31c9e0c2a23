#pragma once

#include "sealed_stream.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct archive;
class QCryptographicHash;
class QIODevice;

namespace gateway::host {

/// Delivers the next bytes, valid until the next call; empty at the end.
using ByteSource = std::function<Result<std::string_view>()>;

/// Writes files in the format of `tar` (POSIX ustar), so that an unencrypted backup can be opened with standard tools.
/// Keeps no copy of the bytes.
class TarWriter final {
public:
    /// `mtime`: modification time of all files, seconds since 1970.
    TarWriter(ByteSink sink, std::int64_t mtime);
    /// Without `finish()` the file stays incomplete; the sink is not called again.
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;

    /// `name` is relative, with slashes. Errors: InvalidRequest (it is too long), Io, those of the sink.
    Result<void> add(const std::string& name, std::string_view bytes);
    /// The same with the content of `file`, which must not change meanwhile.
    Result<void> add(const std::string& name, QIODevice& file);
    Result<void> finish();
    /// Checksums of the files added so far, in the format of `sha256sum`.
    const std::string& sums() const { return m_sums; }

private:
    Result<void> add(const std::string& name, std::uint64_t size, const ByteSource& content);
    Result<void> checked(bool isDone) const;

    ByteSink m_sink;
    const std::int64_t m_mtime;
    std::string m_sums;
    Result<void> m_written; // by the sink; the first failure stays
    std::unique_ptr<archive, int (*)(archive*)> m_tar;
};

/// A line of `TarWriter::sums()`.
std::string sumLine(const QCryptographicHash& hash, const std::string& name);

struct TarHandler {
    std::function<Result<void>(const std::string& name, std::uint64_t size)> begin;
    std::function<Result<void>(std::string_view piece)> piece;
    std::function<Result<void>()> end; ///< end of the file; its pieces have `size` bytes together
};

/// Reads the same format, and whatever follows it, to the end of the source. Links, devices and other non-files are
/// rejected, as are duplicate names and names that lead out of a folder. Errors: Io (not a tar file, damaged or
/// truncated), InvalidRequest (contents that are never written here), those of the source and of the handler.
Result<void> readTar(const ByteSource& source, const TarHandler& handler);

} // namespace gateway::host
