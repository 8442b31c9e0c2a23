#include "gateway/host/checks/keychain_check.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QTest>

using namespace gateway;
using gateway::secrets::MemorySecretStore;

namespace {

/// Forgets or changes what it is given, as a broken one might.
class BrokenStore final : public secrets::SecretStore {
public:
    std::optional<std::string> gives; ///< empty: nothing is found
    int removals = 0;

    void read(const SecretReference&, ReadDone done) override
    {
        gives ? done(Secret(*gives)) : done(failure(ErrorKind::SecretMissing, gateway::asIs("gone")));
    }
    void write(const SecretReference&, const Secret&, Done done, Late) override { done({}); }
    void lookForKeychain(Done done) override { done({}); }
    void remove(const SecretReference&, Done done) override
    {
        ++removals;
        done({});
    }
};

Result<void> checked(secrets::SecretStore& store)
{
    std::optional<Result<void>> found;
    host::checkKeychain(store, [&](Result<void> result) { found = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }));
    return *found;
}

} // namespace

TEST_CASE("leaves nothing in a working keychain")
{
    MemorySecretStore store;
    CHECK(checked(store));
    CHECK(store.reads == 1);
    CHECK(store.values.empty());
}

TEST_CASE("reports why the keychain refuses access")
{
    MemorySecretStore store;
    const auto kind = GENERATE(ErrorKind::SecretLocked, ErrorKind::SecretUnavailable, ErrorKind::SecretDenied, ErrorKind::SecretTimeout);
    store.failWith = kind;
    const auto found = checked(store);
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == kind);
}

TEST_CASE("detects a keychain that loses or changes an entry")
{
    struct Row {
        std::optional<std::string> gives;
        ErrorKind kind;
    };
    const auto row = GENERATE(values<Row>({
        {std::nullopt, ErrorKind::SecretMissing},
        {"another", ErrorKind::SecretMissing},
    }));
    BrokenStore store;
    store.gives = row.gives;
    const auto found = checked(store);
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == row.kind);
    CHECK(store.removals == 1);
}

TEST_CASE("leaves nothing in a keychain that is unlocked after the check timed out")
{
    MemorySecretStore store;
    store.failWith = ErrorKind::SecretLocked;
    store.isAsking = true;
    CHECK(checked(store).error().kind == ErrorKind::SecretLocked);
    store.open();
    CHECK(store.values.empty());
}

TEST_CASE("removes its test entry once a keychain locked during the check is unlocked")
{
    MemorySecretStore store;
    std::optional<Result<void>> found;
    host::checkKeychain(store, [&](Result<void> result) { found = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return store.values.size() == 1; }));
    store.failWith = GENERATE(ErrorKind::SecretLocked, ErrorKind::SecretTimeout);
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }));
    CHECK_FALSE(*found);
    CHECK(store.values.size() == 1);
    Q_EMIT store.mayBeReadable(); // about something else
    QTest::qWait(0);
    CHECK(store.values.size() == 1);
    store.open();
    CHECK(QTest::qWaitFor([&] { return store.values.empty(); }));
}
