#include "authority_store.h"

#include "catch.h"
#include "certificates.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace gateway;
using gateway::host::AuthorityStore;

namespace {

struct AuthorityWorld {
    QTemporaryDir folder;
    QObject storageWork;
    AuthorityStore store{storageWork};
    QSignalSpy changed{&store, &AuthorityStore::changed};
    const std::string file = folder.filePath(QStringLiteral("ca.pem")).toStdString();

    void write(const std::string& text) const
    {
        QFile out(QString::fromStdString(file));
        REQUIRE(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
        out.write(QByteArray::fromStdString(text));
    }
    void follow(const std::optional<std::string>& path)
    {
        config::Settings settings;
        settings.providers.resize(1);
        settings.providers.front().caFile = path;
        store.follow(settings);
        settle();
    }
    void look()
    {
        store.look();
        settle();
    }
    static void settle() // the file is read in one turn of the loop, and its contents come in the next
    {
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }
};

} // namespace

TEST_CASE("rereads certificate authority files and keeps the last good content of a broken one")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    world.write(first.certificate());
    world.follow(world.file);
    REQUIRE(world.changed.count() == 1);
    const auto before = world.store.known().at(world.file);
    CHECK(before->size() == 1);
    world.look();
    CHECK(world.changed.count() == 1);
    CHECK(world.store.known().at(world.file) == before);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.changed.count() == 2);
    const auto both = world.store.known().at(world.file);
    CHECK(both->size() == 2);
    world.write("");
    world.look();
    REQUIRE(QFile::remove(QString::fromStdString(world.file)));
    world.look();
    CHECK(world.changed.count() == 2);
    CHECK(world.store.known().at(world.file) == both);
    world.follow({});
    CHECK(world.store.known().empty());
    CHECK(world.store.files().isEmpty());
}

TEST_CASE("SSL_CERT_FILE replaces the system's certificate authorities and is reread")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write(first.certificate());
    const auto variables = http::AuthorityVariables::of(QString::fromStdString(world.file), world.folder.path());
    CHECK(world.store.areKnown()); // nothing to read yet
    world.store.begin(variables);
    CHECK_FALSE(world.store.areKnown());
    AuthorityWorld::settle();
    CHECK(world.store.areKnown());
    CHECK(world.changed.count() == 1);
    const auto known = world.store.known().at(std::string());
    CHECK(known->size() == 1);
    CHECK(QSslConfiguration::defaultConfiguration().caCertificates() == *known);
    CHECK(world.store.files() == QStringList{QString::fromStdString(world.file)});
    world.follow({}); // no provider has a file
    world.look();
    CHECK(world.changed.count() == 1);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.changed.count() == 2);
    CHECK(world.store.known().at(std::string())->size() == 2);
    CHECK(QSslConfiguration::defaultConfiguration().caCertificates().size() == 2);
    world.write("");
    world.look();
    CHECK(world.store.known().at(std::string())->size() == 2); // while it is being replaced
    QSslConfiguration::setDefaultConfiguration(before);
}

TEST_CASE("a missing SSL_CERT_DIR folder does not stop the others from being reread")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write(first.certificate());
    world.store.begin(http::AuthorityVariables::of(QString::fromStdString(world.file), QStringLiteral("/nowhere")));
    AuthorityWorld::settle();
    CHECK(world.store.known().at(std::string())->size() == 1);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.store.known().at(std::string())->size() == 2);
    world.write("");
    world.look();
    CHECK(world.store.known().at(std::string())->size() == 2); // while it is being replaced
    QSslConfiguration::setDefaultConfiguration(before);
}

TEST_CASE("certificate authorities are known once the files of the first settings have been read, well or not")
{
    const tests::CertificateAuthority authority;
    AuthorityWorld world;
    const bool isReadable = GENERATE(true, false);
    if (isReadable)
        world.write(authority.certificate());
    CHECK(world.store.areKnown()); // nothing to read
    config::Settings settings;
    settings.providers.resize(1);
    settings.providers.front().caFile = world.file;
    world.store.follow(settings);
    CHECK_FALSE(world.store.areKnown());
    AuthorityWorld::settle();
    CHECK(world.store.areKnown());
    CHECK(world.changed.count() == 1);
    settings.providers.front().caFile = world.file + ".other"; // later files hold nothing up
    world.store.follow(settings);
    CHECK(world.store.areKnown());
}

TEST_CASE("a certificate authority file that was never readable yields no authorities")
{
    AuthorityWorld world;
    world.follow(world.file);
    CHECK(world.store.known().empty());
    CHECK(world.store.files() == QStringList{QString::fromStdString(world.file)});
    CHECK(world.changed.count() == 1); // that is known now
}

TEST_CASE("reports an unusable SSL_CERT_FILE only until it was read once")
{
    const tests::CertificateAuthority authority;
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write("no certificate");
    world.store.begin(http::AuthorityVariables::of(QString::fromStdString(world.file), world.folder.path()));
    AuthorityWorld::settle();
    CHECK(gateway::toText(world.store.variableProblem()).starts_with("SSL_CERT_FILE: \"" + world.file + "\" contains no PEM certificate"));
    world.write(authority.certificate());
    world.look();
    CHECK(world.store.variableProblem().isEmpty());
    const auto changes = world.changed.count();
    world.write("no certificate");
    world.look();
    CHECK(world.store.variableProblem().isEmpty()); // the earlier authorities stay in force
    CHECK(world.changed.count() == changes);
    QSslConfiguration::setDefaultConfiguration(before);
}
