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

TEST_CASE("authorities are read again, and those of a file that is of no use any more stay")
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

TEST_CASE("what SSL_CERT_FILE names stands for the system's authorities, and is read again")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write(first.certificate());
    const auto variables = http::AuthorityVariables::of(QString::fromStdString(world.file), world.folder.path());
    CHECK(world.store.areKnown()); // nothing is to be read
    world.store.begin(variables);
    CHECK_FALSE(world.store.areKnown());
    AuthorityWorld::settle();
    CHECK(world.store.areKnown());
    CHECK(world.changed.count() == 1);
    const auto known = world.store.known().at(std::string());
    CHECK(known->size() == 1);
    CHECK(QSslConfiguration::defaultConfiguration().caCertificates() == *known);
    CHECK(world.store.files() == QStringList{QString::fromStdString(world.file)});
    world.follow({}); // no provider's file
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

TEST_CASE("a folder of SSL_CERT_DIR that is missing does not keep the others from being read again")
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

TEST_CASE("a file of authorities that never could be read is not known")
{
    AuthorityWorld world;
    world.follow(world.file);
    CHECK(world.store.known().empty());
    CHECK(world.store.files() == QStringList{QString::fromStdString(world.file)});
    CHECK(world.changed.isEmpty());
}

TEST_CASE("what of SSL_CERT_FILE is of no use is told while nothing better was read from it")
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
    CHECK(world.store.variableProblem().isEmpty()); // those from before are in force
    CHECK(world.changed.count() == changes);
    QSslConfiguration::setDefaultConfiguration(before);
}
