#include "byte_size.h"

#include "field_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ui::fields {

namespace {

constexpr std::int64_t kKilo = 1000;
constexpr std::int64_t kKibi = 1024;

struct SizeUnit {
    const char* name;
    std::int64_t bytes;
    const char* letter = ""; ///< another name
};
/// The larger ones first.
constexpr std::array kSizeUnits{SizeUnit{"GiB", kKibi * kKibi * kKibi, "g"}, SizeUnit{"GB", kKilo * kKilo * kKilo}, SizeUnit{"MiB", kKibi * kKibi, "m"}, SizeUnit{"MB", kKilo * kKilo},
    SizeUnit{"KiB", kKibi, "k"}, SizeUnit{"KB", kKilo}};
constexpr double kMostBytes = 9e18;

QString byteWord(std::int64_t count)
{
    return FieldWords::unit("_bytes", static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()))).trimmed();
}

/// Bytes of the unit; 0: unknown.
std::int64_t bytesOf(const QString& unit)
{
    const auto is = [&unit](const QString& name) { return unit.compare(name, Qt::CaseInsensitive) == 0; };
    if (unit.isEmpty() || is(QStringLiteral("b")) || is(QStringLiteral("byte")) || is(QStringLiteral("bytes")) || is(byteWord(0)) || is(byteWord(1))) return 1;
    const auto found = std::ranges::find_if(kSizeUnits, [&](const SizeUnit& known) { return is(QLatin1String(known.name)) || is(QLatin1String(known.letter)); });
    return found == kSizeUnits.end() ? 0 : found->bytes;
}

} // namespace

QString ByteSize::toText(std::int64_t bytes, const QLocale& locale)
{
    const auto unit = std::ranges::find_if(kSizeUnits, [bytes](const SizeUnit& known) { return bytes >= known.bytes && bytes % known.bytes == 0; });
    const bool isPlain = unit == kSizeUnits.end();
    return QStringLiteral("%1 %2").arg(locale.toString(isPlain ? bytes : bytes / unit->bytes), isPlain ? byteWord(bytes) : QLatin1String(unit->name));
}

std::optional<std::int64_t> ByteSize::fromText(const QString& text, const QLocale& locale)
{
    QString number = text.trimmed();
    QString unit;
    while (!number.isEmpty() && !number.back().isDigit()) {
        unit.prepend(number.back());
        number.chop(1);
    }
    number.remove(locale.groupSeparator());
    bool isNumber = false;
    const double count = locale.toDouble(number.trimmed(), &isNumber);
    const std::int64_t factor = bytesOf(unit.trimmed());
    const double bytes = count * static_cast<double>(factor);
    if (!isNumber || factor == 0 || !(bytes >= 0 && bytes < kMostBytes)) return std::nullopt;
    return std::llround(bytes);
}

} // namespace ui::fields
