#include "catch.h"

#include <QDir>
#include <QFile>

// Run by a separate test that expects the program to fail.
TEST_CASE("a case that leaves a file behind", "[.leaves-a-file]")
{
    QFile file(QDir::temp().filePath(QStringLiteral("left-behind")));
    REQUIRE(file.open(QIODevice::WriteOnly));
}
