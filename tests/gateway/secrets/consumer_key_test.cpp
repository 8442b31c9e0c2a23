#include "gateway/secrets/consumer_key.h"
#include "gateway/secrets/redaction.h"

#include "catch.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <set>

using namespace gateway::secrets;

TEST_CASE("a new consumer key is long and alphanumeric and unique")
{
    std::set<std::string> seen;
    std::array<int, 256> counts{};
    for (int i = 0; i < 1000; ++i) {
        const NewConsumerKey made = makeConsumerKey();
        const std::string& key = made.key.reveal();
        REQUIRE(key.starts_with("sb-"));
        REQUIRE(key.size() == 47);
        REQUIRE(std::all_of(key.begin() + 3, key.end(), [](unsigned char c) { return std::isalnum(c); }));
        REQUIRE(seen.insert(key).second);
        for (const char c : key.substr(3))
            ++counts[static_cast<unsigned char>(c)];
        REQUIRE(made.hint == "sb-..." + key.substr(43));
        REQUIRE(made.sha256 == QCryptographicHash::hash(QByteArray::fromStdString(key), QCryptographicHash::Sha256).toHex().toStdString());
    }
    // about 710 of each are expected; six standard deviations are 160.
    for (const char c : std::string("0189AMZamz"))
        CHECK(std::abs(counts[static_cast<unsigned char>(c)] - 710) < 160);
}

TEST_CASE("masks a new consumer key in logs")
{
    const std::string key = makeConsumerKey().key.reveal();
    CHECK(Redactor().redact("shown " + key + " by mistake").find(key) == std::string::npos);
}

TEST_CASE("recognises a consumer key by its form anywhere in a text")
{
    const std::string key = makeConsumerKey().key.reveal();
    for (const std::string& text : {key, "Bearer " + key, "Bearer sb-x, Bearer " + key, key + ", more"})
        CHECK(holdsConsumerKey(text));
    for (const std::string& text : {std::string(), std::string("sb-"), key.substr(0, key.size() - 1), "sk-" + key.substr(3)})
        CHECK_FALSE(holdsConsumerKey(text));
}
