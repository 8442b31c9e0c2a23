#include "gateway/host/updates/package_answers.h"

#include "catch.h"

using gateway::host::assignedText;
using gateway::host::packageOf;
using gateway::host::PackageVersions;
using gateway::host::versionsOf;

TEST_CASE("reads the package of a file from dpkg-query output")
{
    struct Row { const char* answer; const char* package; };
    const auto row = GENERATE(values<Row>({
        {"signalbox: /usr/bin/signalbox\n", "signalbox"},
        {"signalbox:amd64: /usr/bin/signalbox\n", "signalbox:amd64"},
        {"signalbox, signalbox-old: /usr/bin/signalbox\n", "signalbox"},
        {"diversion by other from: /usr/bin/signalbox\ndiversion by other to: /usr/bin/signalbox.real\nsignalbox: /usr/bin/signalbox\n", "signalbox"},
        {"other: /opt/usr/bin/signalbox\n", ""}, // only the end matches
        {"signalbox: /usr/bin/signalboxd\n", ""},
        {"", ""},
        {"\n\n", ""},
    }));
    CAPTURE(row.answer);
    CHECK(packageOf(row.answer, "/usr/bin/signalbox") == row.package);
}

TEST_CASE("reads versions from apt-cache output")
{
    struct Row { const char* answer; PackageVersions versions; };
    const auto row = GENERATE(values<Row>({
        {"signalbox:\n  Installed: 0.1.0-1\n  Candidate: 1:0.2.0~rc1\n  Version table:\n     1:0.2.0~rc1 500\n", {"0.1.0-1", "1:0.2.0~rc1"}},
        {"signalbox:\n  Installed: (none)\n  Candidate: 0.2.0\n", {"", "0.2.0"}},
        {"signalbox:\n  Installed: 0.1.0\n  Candidate: (none)\n", {"0.1.0", ""}},
        {"a:\n  Installed: 1\n  Candidate: 2\nb:\n  Installed: 3\n  Candidate: 4\n", {"1", "2"}},
        {"N: Unable to locate package signalbox\n", {}},
        {"", {}},
    }));
    CAPTURE(row.answer);
    CHECK(versionsOf(row.answer) == row.versions);
}

TEST_CASE("reads a folder from apt-config output")
{
    CHECK(assignedText("LISTS='/var/lib/apt/lists/'\n", "LISTS") == "/var/lib/apt/lists/");
    CHECK(assignedText("OTHER='x'\nLISTS='/a b/'\n", "LISTS") == "/a b/");
    CHECK(assignedText("LISTS=''\n", "LISTS").empty());
    CHECK(assignedText("LISTS='\n", "LISTS").empty());
    CHECK(assignedText("", "LISTS").empty());
}
