#include "system_reason.h"

#include <QtGlobal>

#include <string_view>

namespace gateway {

namespace {

constexpr const char* kUsual[] = {
    QT_TRANSLATE_NOOP("Error", "Permission denied"),
    QT_TRANSLATE_NOOP("Error", "No such file or directory"),
    QT_TRANSLATE_NOOP("Error", "No space left on device"),
    QT_TRANSLATE_NOOP("Error", "Read-only file system"),
    QT_TRANSLATE_NOOP("Error", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("Error", "Input/output error"),
    QT_TRANSLATE_NOOP("Error", "Is a directory"),
    QT_TRANSLATE_NOOP("Error", "unable to open database file"),
    QT_TRANSLATE_NOOP("Error", "file is not a database"),
    QT_TRANSLATE_NOOP("Error", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("Error", "database is locked"),
    QT_TRANSLATE_NOOP("Error", "disk I/O error"),
    QT_TRANSLATE_NOOP("Error", "database or disk is full"),
    QT_TRANSLATE_NOOP("Error", "attempt to write a readonly database"),
};

} // namespace

Sentence systemReason(const std::string& text)
{
    for (const char* const words : kUsual)
        if (text == words)
            return Sentence::of(words);
    return asIs(text);
}

} // namespace gateway
