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

/// Writes files one behind the other as `tar` does (POSIX ustar), so that what is not
/// sealed can be opened with what every system has. Source: POSIX.1-2017, pax, "ustar
/// Interchange Format".
class TarWriter final {
public:
    /// `mtime`: of all files, seconds since 1970.
    TarWriter(ByteSink sink, std::int64_t mtime);

    /// `name` is relative, with slashes. Errors: InvalidRequest (it is too long), those of the sink.
    Result<void> add(const std::string& name, std::string_view bytes);
    /// The same with what `file` has, which must not change meanwhile. Errors: also Io.
    Result<void> add(const std::string& name, QIODevice& file);
    Result<void> finish();
    /// Of what was added so far, as `sha256sum` writes and checks it.
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

/// Reads the same, from pieces of any size. Links, devices and what else is no file are refused, as are names that are there
/// twice or lead out of a folder.
class TarReader final {
public:
    struct Handler {
        std::function<Result<void>(const std::string& name, std::uint64_t size)> begin;
        std::function<Result<void>(std::string_view piece)> piece;
        std::function<Result<void>()> end; ///< of the file
    };

    explicit TarReader(Handler handler);

    /// Errors: Io (it is none, or damaged), InvalidRequest (it holds what is never written here), those of the handler.
    Result<void> feed(std::string_view bytes);
    /// Errors: Io (it was cut short).
    Result<void> finish() const;

private:
    Result<void> takeHead();
    Result<void> takeContent(std::string_view& bytes);

    Handler m_handler;
    std::string m_head;
    std::uint64_t m_left = 0;    // of the file
    std::uint64_t m_padding = 0; // behind it
    std::set<std::string> m_names;
    bool m_isOver = false;
};

} // namespace gateway::host
