#pragma once

#include <QLocale>
#include <QString>

#include <cstdint>
#include <optional>

namespace ui::fields {

/// Numbers of bytes as people write them. Main thread.
class ByteSize {
public:
    /// In the largest unit in which it is a whole number: "64 MiB", "10 MB", "1,536 bytes". Always the exact value.
    static QString toText(std::int64_t bytes, const QLocale& locale = QLocale());
    /// "64 MiB", "1.5 gb", "65536", "512 bytes"; a single letter is a power of 1024, as for most programs: "64m". Empty:
    /// not a size. The result is rounded to whole bytes.
    static std::optional<std::int64_t> fromText(const QString& text, const QLocale& locale = QLocale());
};

} // namespace ui::fields
