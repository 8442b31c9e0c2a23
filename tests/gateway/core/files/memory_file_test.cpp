#include "gateway/core/files/memory_file.h"

#include "catch.h"
#include "file_fixture.h"

#include <QRect>
#include <QSettings>
#include <QSize>
#include <QTemporaryDir>

using namespace gateway::files;
using namespace files_test;

namespace {

const QVariantMap& samples()
{
    static const QVariantMap all{{QStringLiteral("window/rect"), QRect(-10, 20, 300, 400)}, {QStringLiteral("window/screen"), QSize(1920, 1080)},
        {QStringLiteral("window/maximized"), true}, {QStringLiteral("first_run/step"), 3}, {QStringLiteral("plain"), QStringLiteral("a;b, c = \"d\" \\ e")},
        {QStringLiteral("notices/budgets"), QStringList{QStringLiteral("2026-01-02 80 Müller, \"Büro\""), QStringLiteral("@odd"), QStringLiteral(" 预算 ")}},
        {QStringLiteral("notices/a b%ü"), QStringLiteral("line\none\x01""f")}, {QStringLiteral("empty"), QString()}};
    return all;
}

/// Compares as far as the format preserves the type.
void checkSame(const QVariant& found, const QVariant& wanted)
{
    if (wanted.typeId() == QMetaType::QRect || wanted.typeId() == QMetaType::QSize || wanted.typeId() == QMetaType::QStringList)
        CHECK(found == wanted);
    else
        CHECK(found.toString().toStdString() == wanted.toString().toStdString());
}

} // namespace

TEST_CASE("is compatible with QSettings in both directions")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("window.ini"));
    SECTION("from QSettings")
    {
        QSettings settings(path, QSettings::IniFormat);
        for (auto each = samples().begin(); each != samples().end(); ++each)
            settings.setValue(each.key(), each.value());
        settings.sync();
        const MemoryFile memory(path);
        for (auto each = samples().begin(); each != samples().end(); ++each) {
            CAPTURE(each.key().toStdString());
            checkSame(memory.value(each.key()), each.value());
        }
    }
    SECTION("to QSettings")
    {
        MemoryFile memory(path);
        for (auto each = samples().begin(); each != samples().end(); ++each)
            memory.set(each.key(), each.value());
        REQUIRE(memory.save());
        const QSettings settings(path, QSettings::IniFormat);
        for (auto each = samples().begin(); each != samples().end(); ++each) {
            CAPTURE(each.key().toStdString(), contentOf(path));
            checkSame(settings.value(each.key()), each.value());
            checkSame(MemoryFile(path).value(each.key()), each.value());
        }
    }
}

TEST_CASE("stores and removes a value next to others")
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("data/window.ini"));
    MemoryFile::remember(path, QStringLiteral("window/page"), QStringLiteral("usage"));
    MemoryFile::remember(path, QStringLiteral("notices/update"), QStringLiteral("1.2"));
    CHECK(MemoryFile(path).value(QStringLiteral("window/page")).toString() == QStringLiteral("usage"));
    MemoryFile::remember(path, QStringLiteral("window/page"), {});
    CHECK_FALSE(MemoryFile(path).contains(QStringLiteral("window/page")));
    CHECK(MemoryFile(path).value(QStringLiteral("notices/update")).toString() == QStringLiteral("1.2"));
    MemoryFile nowhere{QString()};
    nowhere.set(QStringLiteral("a"), 1);
    CHECK(nowhere.save());
}
