#include "catch.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QString>

#include <map>
#include <set>

TEST_CASE("no two folders have a source file of one name")
{
    const QString root = QStringLiteral(SIGNALBOX_SOURCE_DIR);
    std::map<QString, std::set<QString>> folders; // of each name without its extension
    for (const char* const folder : {"app", "gateway", "tests", "ui"}) {
        QDirIterator files(root + QLatin1Char('/') + QLatin1String(folder), {QStringLiteral("*.cpp"), QStringLiteral("*.h"), QStringLiteral("*.mm")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo file(files.next());
            folders[file.completeBaseName()].insert(file.path().mid(root.size() + 1));
        }
    }
    for (const auto& [name, places] : folders) {
        const QStringList list(places.begin(), places.end());
        CAPTURE(name.toStdString(), list.join(QStringLiteral(", ")).toStdString());
        CHECK(places.size() == 1); // name each by what it is, so that a search finds one
    }
    CHECK(folders.size() > 1000);
}
