#pragma once

#include "sealed_stream.h"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

class QCryptographicHash;
class QIODevice;

namespace gateway::host {

/// Writes files in the format of `tar` (POSIX ustar), so that an unencrypted backup can be opened with standard tools.
/// Source: POSIX.1-2017, pax, "ustar Interchange Format".
class TarWriter final {
public:
    /// `mtime`: modification time of all files, seconds since 1970.
    TarWriter(ByteSink sink, std::int64_t mtime);

    /// `name` is relative, with slashes. Errors: InvalidRequest (it is too long), those of the sink.
    Result<void> add(const std::string& name, std::string_view bytes);
    /// The same with the content of `file`, which must not change meanwhile. Errors: also Io.
    Result<void> add(const std::string& name, QIODevice& file);
    Result<void> finish();
    /// Checksums of the files added so far, in the format of `sha256sum`.
    const std::string& sums() const { return m_sums; }

private:
    Result<void> head(const std::string& name, std::uint64_t size);
    Result<void> pad(std::uint64_t size);

    ByteSink m_sink;
    const std::int64_t m_mtime;
    std::string m_sums;
};

/// A line of `TarWriter::sums()`.
std::string sumLine(const QCryptographicHash& hash, const std::string& name);

/// Reads the same format from pieces of any size. Links, devices and other non-files are rejected, as are duplicate
/// names and names that lead out of a folder.
class TarReader final {
public:
    struct Handler {
        std::function<Result<void>(const std::string& name, std::uint64_t size)> begin;
        std::function<Result<void>(std::string_view piece)> piece;
        std::function<Result<void>()> end; ///< end of the file
    };

    explicit TarReader(Handler handler);

    /// Errors: Io (not a tar file, or damaged), InvalidRequest (contents that are never written here), those of the
    /// handler.
    Result<void> feed(std::string_view bytes);
    /// Errors: Io (truncated).
    Result<void> finish() const;

private:
    Result<void> takeHead();
    Result<void> takeContent(std::string_view& bytes);

    Handler m_handler;
    std::string m_head;
    std::uint64_t m_left = 0;    // bytes of the file
    std::uint64_t m_padding = 0; // bytes after the file
    std::set<std::string> m_names;
    bool m_isOver = false;
};

} // namespace gateway::host
