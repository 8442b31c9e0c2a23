#include "gateway/secrets/keychain/keychain_choice.h"

#include "catch.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace gateway;
using namespace gateway::secrets;
using enum gateway::secrets::KeychainService;

namespace {

class FakeProbe final : public ServiceProbe {
public:
    std::vector<KeychainService> desktop;
    std::set<KeychainService> here;
    int starts = 0;
    std::optional<KeychainService> steered;

    std::vector<KeychainService> order() const override { return desktop; }
    void start(KeychainService service, int, Answer answer) override
    {
        ++starts;
        look(service, 0, std::move(answer));
    }
    void look(KeychainService service, int, Answer answer) override
    {
        QMetaObject::invokeMethod(this, [this, service, answer = std::move(answer)] { answer(here.contains(service)); }, Qt::QueuedConnection);
    }
    void steer(KeychainService service) override { steered = service; }
    void release() override {}
};

Result<void> settled(KeychainChoice& choice)
{
    std::optional<Result<void>> found;
    choice.settle([&](Result<void> result) { found = std::move(result); });
    CHECK_FALSE(found);
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }));
    return *found;
}

struct Chosen {
    FakeProbe* probe = new FakeProbe;
    std::unique_ptr<KeychainChoice> choice;

    Chosen(std::vector<KeychainService> desktop, std::set<KeychainService> here, const QString& note)
    {
        probe->desktop = std::move(desktop);
        probe->here = std::move(here);
        choice = std::make_unique<KeychainChoice>(std::unique_ptr<ServiceProbe>(probe), note);
    }
};

const std::vector kPlasma{KWallet, SecretService};
const std::vector kOther{SecretService, KWallet};

} // namespace

TEST_CASE("chooses the keychain service of the desktop or the one with the keys")
{
    struct Row {
        const char* name;
        std::vector<KeychainService> desktop;
        const char* note;
        std::set<KeychainService> here;
        std::optional<KeychainService> takes;
        std::optional<KeychainMove> moved;
    };
    const auto row = GENERATE(values<Row>({
        {"the desktop's own", kPlasma, "", {KWallet, SecretService}, KWallet, {}},
        {"the desktop's own, elsewhere", kOther, "", {KWallet, SecretService}, SecretService, {}},
        {"the only one", kPlasma, "", {SecretService}, SecretService, {}},
        {"none", kPlasma, "", {}, {}, {}},
        {"the one with the keys", kPlasma, "secret-service", {KWallet, SecretService}, SecretService, {}},
        {"the one with the keys, elsewhere", kOther, "kwallet", {KWallet, SecretService}, KWallet, {}},
        {"not another one", kPlasma, "kwallet", {SecretService}, {}, KeychainMove{KWallet, SecretService}},
        {"not another one, elsewhere", kOther, "secret-service", {KWallet}, {}, KeychainMove{SecretService, KWallet}},
        {"none, with keys elsewhere", kOther, "kwallet", {}, {}, {}},
        {"an invalid note", kOther, "what is this", {SecretService}, SecretService, {}},
        {"no choice on this system", {}, "kwallet", {}, {}, {}},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    QFile note(KeychainNote::fileIn(folder.path()));
    REQUIRE(note.open(QIODevice::WriteOnly));
    note.write(row.note);
    note.close();
    const Chosen chosen(row.desktop, row.here, note.fileName());
    const auto found = settled(*chosen.choice);
    CHECK(found.has_value() == (row.takes || row.desktop.empty()));
    CHECK(chosen.choice->service() == row.takes);
    CHECK(chosen.choice->moved() == row.moved);
    if (!found) {
        CHECK(found.error().kind == ErrorKind::SecretUnavailable);
        CHECK(found.error().param == (row.moved ? std::string(nameOf(row.moved->kept)) : std::string()));
    }
    chosen.choice->steer();
    CHECK(chosen.probe->steered == row.takes);
}

TEST_CASE("caches that no service exists until one appears")
{
    const Chosen chosen(kPlasma, {}, {});
    QSignalSpy again(chosen.choice.get(), &KeychainChoice::mayBeSettled);
    REQUIRE_FALSE(settled(*chosen.choice));
    const int before = chosen.probe->starts;
    REQUIRE_FALSE(settled(*chosen.choice));
    CHECK(chosen.probe->starts == before);
    chosen.probe->here = {KWallet};
    Q_EMIT chosen.probe->came();
    CHECK(again.count() == 1);
    CHECK(settled(*chosen.choice));
    Q_EMIT chosen.probe->came();
    CHECK(again.count() == 1);
}

TEST_CASE("keeps to another service once the user chose it")
{
    const QTemporaryDir folder;
    const QString file = KeychainNote::fileIn(folder.path());
    {
        KeychainNote note(file);
        note.set(KWallet);
    }
    REQUIRE(QTest::qWaitFor([&] { return KeychainNote(file).service() == KWallet; }));
    const Chosen chosen(kPlasma, {SecretService}, file);
    chosen.choice->useFound(); // nothing has been found yet
    CHECK(KeychainNote(file).service() == KWallet);
    REQUIRE_FALSE(settled(*chosen.choice));
    QSignalSpy moved(chosen.choice.get(), &KeychainChoice::movedChanged);
    chosen.choice->useFound();
    CHECK(moved.count() == 1);
    CHECK(settled(*chosen.choice));
    CHECK(chosen.choice->service() == SecretService);
    CHECK(QTest::qWaitFor([&] { return KeychainNote(file).service() == SecretService; }));
}
