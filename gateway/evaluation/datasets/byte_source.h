#pragma once

#include <QByteArray>
#include <QIODevice>

#include <cstddef>
#include <optional>
#include <streambuf>
#include <string>
#include <string_view>

namespace gateway::evaluation {

/// The longest row that is read, in bytes: images are part of rows, as base64.
inline constexpr std::size_t kLongestRow = 64 * 1024 * 1024;

/// The bytes of a file one by one, read in blocks, without a byte order mark. `device` must be open and outlive this.
class ByteSource {
public:
    explicit ByteSource(QIODevice& device);

    /// The next byte without taking it; empty at the end and after an error.
    std::optional<char> peek();
    std::optional<char> take();
    /// Appends everything before the next of `stops`, or before the end, to `text`.
    void takeUntil(std::string_view stops, std::string& text);
    /// The line of the next byte, from 1. CR, LF and CR LF end a line.
    std::size_t line() const { return m_line; }
    bool hasFailed() const { return m_hasFailed; }

private:
    bool fill();
    void count(char byte);

    QIODevice& m_device;
    QByteArray m_block;
    qsizetype m_at = 0;
    std::size_t m_line = 1;
    bool m_isAfterReturn = false;
    bool m_hasFailed = false;
};

/// The same bytes for libraries that read a standard stream.
class DeviceBuffer : public std::streambuf {
public:
    explicit DeviceBuffer(QIODevice& device)
        : m_device(device)
    {
    }

protected:
    int_type underflow() override;

private:
    QIODevice& m_device;
    QByteArray m_block;
};

} // namespace gateway::evaluation
