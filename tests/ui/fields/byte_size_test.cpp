#include "catch.h"

#include "ui/fields/byte_size.h"
#include "ui/fields/field_kind.h"

#include <string>

using ui::fields::ByteSize;

TEST_CASE("shows a number of bytes exactly, in the largest unit")
{
    struct Row {
        std::int64_t bytes;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {67'108'864, "64 MiB"}, {64'000'000, "64 MB"}, {1'073'741'824, "1 GiB"}, {2'000'000'000, "2 GB"}, {65'536, "64 KiB"}, {1000, "1 KB"},
        {1536, "1,536 byte(s)"}, {0, "0 byte(s)"}, {1'610'612'736, "1,536 MiB"},
    }));
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    CHECK(ByteSize::toText(row.bytes, english).toStdString() == row.text);
    CHECK(ByteSize::fromText(ByteSize::toText(row.bytes, english), english) == row.bytes);
}

TEST_CASE("accepts sizes as people write them")
{
    struct Row {
        const char* text;
        std::int64_t bytes; ///< -1: not a size
    };
    const auto row = GENERATE(values<Row>({
        {"64 MB", 64'000'000}, {"64mb", 64'000'000}, {"64 MiB", 67'108'864}, {" 64mib ", 67'108'864}, {"64m", 67'108'864}, {"8 KB", 8000}, {"8 k", 8192},
        {"1.5 GiB", 1'610'612'736}, {"67108864", 67'108'864}, {"67,108,864", 67'108'864}, {"512 bytes", 512}, {"512 B", 512},
        {"", -1}, {"MB", -1}, {"64 XB", -1}, {"-1 MB", -1}, {"64 MB 3", -1}, {"99999999999 GB", -1},
    }));
    CAPTURE(row.text);
    CHECK(ByteSize::fromText(QString::fromLatin1(row.text), QLocale(QLocale::English, QLocale::UnitedStates)).value_or(-1) == row.bytes);
}

TEST_CASE("every field of a file is a text of the schema")
{
    for (const char* pattern : {"listen.tls.certificate", "listen.tls.key", "providers[].ca_file"}) {
        CAPTURE(pattern);
        REQUIRE(ui::fields::isFilePath(pattern));
        const gateway::Json* const schema = ui::fields::schemaOf(pattern);
        REQUIRE(schema);
        CHECK(ui::fields::kindOf(*schema) == ui::fields::FieldKind::Text);
    }
}
