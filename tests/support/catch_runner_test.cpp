#include "catch.h"

#include <QDir>
#include <QFile>

// Run by a test of its own, which wants the program to fail.
TEST_CASE("a case that leaves a file behind", "[.leaves-a-file]")
{
    QFile file(QDir::temp().filePath(QStringLiteral("left-behind")));
    REQUIRE(file.open(QIODevice::WriteOnly));
}
