#include "tar_stream.h"

#include "catch.h"
#include "tar_types.h"

#include <QBuffer>

#include <algorithm>
#include <clocale>
#include <map>
#include <optional>

using namespace gateway;
using namespace gateway::host;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

Result<std::string> tarOf(const Files& files, std::size_t most = std::size_t(-1))
{
    std::string bytes;
    TarWriter tar([&](std::string_view piece) -> Result<void> {
        if (bytes.size() + piece.size() > most)
            return failure(ErrorKind::InternalError, {QT_TRANSLATE_NOOP("Error", "the sink is full")});
        bytes += piece;
        return {};
    }, 1'795'000'000);
    for (const auto& [name, text] : files)
        if (const auto added = tar.add(name, text); !added)
            return failure(added.error());
    if (const auto finished = tar.finish(); !finished)
        return failure(finished.error());
    return bytes;
}

/// Delivers the bytes in pieces; fails after `most` bytes.
Result<Files> filesIn(const std::string& bytes, std::size_t piece = 64 * 1024, std::optional<std::size_t> most = {})
{
    Files files;
    std::size_t at = 0;
    const auto source = [&]() -> Result<std::string_view> {
        if (most && at >= *most)
            return failure(ErrorKind::InternalError, {QT_TRANSLATE_NOOP("Error", "the source is broken")});
        const auto next = std::string_view(bytes).substr(at, std::min(piece, most.value_or(bytes.size()) - at));
        at += next.size();
        return next;
    };
    const auto read = readTar(source, {
        [&](const std::string& name, std::uint64_t) -> Result<void> {
            files.emplace_back(name, "");
            return {};
        },
        [&](std::string_view text) -> Result<void> {
            files.back().second += text;
            return {};
        },
        [] { return Result<void>(); }});
    if (!read)
        return failure(read.error());
    CHECK(at == bytes.size()); // read to its end
    return files;
}

const Files kFiles{{"manifest.json", "{}"}, {"history/empty", ""}, {"history/one", std::string(1, 'a')}, {"history/block", std::string(512, 'b')},
    {"history/large", std::string(200'000, 'c')}, {"SHA256SUMS", "x"}};

} // namespace

TEST_CASE("writes POSIX ustar")
{
    const auto tar = tarOf({{"manifest.json", "{}"}, {std::string(150, 'd') + '/' + std::string(100, 'n'), ""}});
    REQUIRE(tar);
    REQUIRE(tar->size() == std::size_t{3 + 2} * 512);
    const auto field = [&](std::size_t at, std::size_t size) { return tar->substr(at, size); };
    CHECK(field(0, 100) == "manifest.json" + std::string(87, '\0'));
    CHECK(std::stoi(field(100, 8), nullptr, 8) == 0600);
    CHECK(std::stoi(field(108, 8)) == 0);
    CHECK(std::stoi(field(116, 8)) == 0);
    CHECK(field(124, 11) == "00000000002");
    CHECK(std::stoll(field(136, 12), nullptr, 8) == 1'795'000'000);
    CHECK(field(148, 6).find_first_not_of("01234567") == std::string::npos); // versions before libarchive read six digits
    CHECK(field(156, 1) == "0");
    CHECK(field(157, 100) == std::string(100, '\0'));
    CHECK(field(257, 8) == std::string("ustar\00000", 8));
    CHECK(field(265, 64) == std::string(64, '\0')); // no names of users
    CHECK(field(345, 155) == std::string(155, '\0'));
    CHECK(field(512, 3) == std::string("{}\0", 3));
    CHECK(field(2 * 512, 100) == std::string(100, 'n'));
    CHECK(field(2 * 512 + 345, 151) == std::string(150, 'd') + '\0');
    CHECK(field(3 * 512, 2 * 512) == std::string(1024, '\0'));
}

TEST_CASE("reads what it wrote, from pieces of any size")
{
    const auto tar = tarOf(kFiles);
    REQUIRE(tar);
    const auto piece = GENERATE(as<std::size_t>{}, 1, 511, 512, 513, 64 * 1024, 1 << 20);
    CHECK(filesIn(*tar, piece) == kFiles);
    CHECK(filesIn(*tar + "ignored" + std::string(100'000, 'x'), piece) == kFiles);
}

TEST_CASE("names are bytes in every locale")
{
    const char* const locale = GENERATE("C", "C.UTF-8");
    const std::string before = std::setlocale(LC_ALL, nullptr);
    REQUIRE(std::setlocale(LC_ALL, locale));
    const Files files{{"backups/r\u00e9sum\u00e9 \u4e2d\u6587.json", "x"}, {"backups/\xff\xfe", "not UTF-8"}, {std::string(120, '\xe9') + '/' + std::string(80, '\xe9'), "long"}};
    const auto tar = tarOf(files);
    const auto read = tar ? filesIn(*tar) : failure(tar.error());
    std::setlocale(LC_ALL, before.c_str());
    REQUIRE(tar);
    CHECK(tar->starts_with(files.front().first));
    CHECK(read == files);
}

TEST_CASE("rejects a name that the format cannot hold")
{
    const auto name = GENERATE(as<std::string>{}, std::string(101, 'n'), std::string(156, 'd') + "/n", "d/" + std::string(101, 'n'));
    const auto tar = tarOf({{"manifest.json", "{}"}, {name, "x"}});
    REQUIRE_FALSE(tar);
    CHECK(tar.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(tar.error().text(), Catch::Contains("its name is too long"));
}

TEST_CASE("takes no more of a file that grows, and fails for one that shrinks")
{
    struct Changing : QBuffer {
        qint64 size() const override { return m_size; }
        qint64 m_size = 0;
    };
    Changing file;
    file.setData(QByteArray(1000, 'x'));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::string bytes;
    TarWriter tar([&bytes](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    }, 0);
    file.m_size = 600;
    REQUIRE(tar.add("grown", file));
    REQUIRE(file.seek(0));
    file.m_size = 1001;
    const auto shrunk = tar.add("shrunk", file);
    REQUIRE_FALSE(shrunk);
    CHECK(shrunk.error().kind == ErrorKind::Io);
    CHECK_THAT(shrunk.error().text(), Catch::Contains("cannot read shrunk"));
    CHECK(bytes.substr(512, 1024) == std::string(600, 'x') + std::string(424, '\0'));
}

TEST_CASE("returns the failure of the sink and writes nothing after it")
{
    const auto whole = tarOf(kFiles);
    REQUIRE(whole);
    for (std::size_t most = 0; most < whole->size(); most += 256) {
        CAPTURE(most);
        const auto tar = tarOf(kFiles, most);
        REQUIRE_FALSE(tar);
        CHECK(tar.error().kind == ErrorKind::InternalError);
        CHECK(tar.error().text() == "the sink is full");
    }
    int calls = 0;
    {
        TarWriter tar([&calls](std::string_view) -> Result<void> {
            ++calls;
            return {};
        }, 0);
        REQUIRE(tar.add("a", "text"));
        CHECK(calls == 2);
    }
    CHECK(calls == 2); // without finish()
}

TEST_CASE("returns the failure of the source")
{
    const auto tar = tarOf(kFiles);
    REQUIRE(tar);
    const auto piece = GENERATE(as<std::size_t>{}, 100, 512, 64 * 1024);
    for (std::size_t most = 0; most <= tar->size(); most += piece < 512 ? 7 * piece : 512) {
        CAPTURE(piece, most);
        const auto read = filesIn(*tar, piece, most);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::InternalError);
        CHECK(read.error().text() == "the source is broken");
    }
}

TEST_CASE("delivers no more than was declared")
{
    auto tar = tarOf({{"pax", "21 GNU.sparse.size=1\n"}, {"history/large", std::string(200'000, 'c')}});
    REQUIRE(tar);
    setTarType(*tar, 0, 'x');
    std::size_t at = 0;
    std::size_t taken = 0;
    const auto read = readTar(
        [&] {
            const auto next = std::string_view(*tar).substr(at, 512);
            at += next.size();
            return Result<std::string_view>(next);
        },
        {[](const std::string& name, std::uint64_t size) -> Result<void> {
             CHECK(name == "history/large");
             CHECK(size == 1);
             return {};
         },
            [&](std::string_view piece) -> Result<void> {
                taken += piece.size();
                return {};
            },
            [] { return Result<void>(); }});
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(read.error().text(), Catch::Contains("not a file"));
    CHECK(taken == 0);
}

TEST_CASE("detects a tar that is truncated anywhere")
{
    const auto tar = tarOf({kFiles.begin(), kFiles.begin() + 4});
    REQUIRE(tar);
    const auto piece = GENERATE(as<std::size_t>{}, 512, 64 * 1024);
    for (std::size_t size = 0; size < tar->size() - 512; ++size) {
        const auto read = filesIn(tar->substr(0, size), piece);
        CAPTURE(piece, size);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::Io);
        CHECK_THAT(read.error().text(), Catch::Contains("damaged or truncated"));
    }
    CHECK(filesIn(tar->substr(0, tar->size() - 512), piece)); // the first of the two blocks at the end is enough
}

TEST_CASE("detects damage of every byte of a header")
{
    const auto tar = tarOf({{"manifest.json", "{}"}, {"history/a", ""}});
    REQUIRE(tar);
    for (std::size_t i = 0; i < 3 * std::size_t{512}; ++i) {
        if (i / 512 == 1)
            continue; // the content
        CAPTURE(i);
        std::string damaged = *tar;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x04);
        const auto read = filesIn(damaged);
        REQUIRE_FALSE(read);
        CHECK_THAT(read.error().text(), Catch::Contains("damaged or truncated"));
    }
}
