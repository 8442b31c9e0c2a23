#include "authority_keeper.h"

#include "catch.h"
#include "certificates.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

using namespace gateway;
using gateway::host::AuthorityKeeper;

namespace {

struct AuthorityWorld {
    QTemporaryDir folder;
    QObject storageWork;
    AuthorityKeeper keeper{storageWork};
    QSignalSpy changed{&keeper, &AuthorityKeeper::changed};
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
        keeper.follow(settings);
        settle();
    }
    void look()
    {
        keeper.look();
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
    const auto before = world.keeper.known().at(world.file);
    CHECK(before->size() == 1);
    world.look();
    CHECK(world.changed.count() == 1);
    CHECK(world.keeper.known().at(world.file) == before);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.changed.count() == 2);
    const auto both = world.keeper.known().at(world.file);
    CHECK(both->size() == 2);
    world.write("");
    world.look();
    REQUIRE(QFile::remove(QString::fromStdString(world.file)));
    world.look();
    CHECK(world.changed.count() == 2);
    CHECK(world.keeper.known().at(world.file) == both);
    world.follow({});
    CHECK(world.keeper.known().empty());
    CHECK(world.keeper.files().isEmpty());
}

TEST_CASE("what SSL_CERT_FILE names stands for the system's authorities, and is read again")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write(first.certificate());
    const auto variables = http::AuthorityVariables::of(QString::fromStdString(world.file), world.folder.path());
    CHECK(world.keeper.areKnown()); // nothing is to be read
    world.keeper.begin(variables);
    CHECK_FALSE(world.keeper.areKnown());
    AuthorityWorld::settle();
    CHECK(world.keeper.areKnown());
    CHECK(world.changed.count() == 1);
    const auto known = world.keeper.known().at(std::string());
    CHECK(known->size() == 1);
    CHECK(QSslConfiguration::defaultConfiguration().caCertificates() == *known);
    CHECK(world.keeper.files() == QStringList{QString::fromStdString(world.file)});
    world.follow({}); // no provider's file
    world.look();
    CHECK(world.changed.count() == 1);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.changed.count() == 2);
    CHECK(world.keeper.known().at(std::string())->size() == 2);
    CHECK(QSslConfiguration::defaultConfiguration().caCertificates().size() == 2);
    world.write("");
    world.look();
    CHECK(world.keeper.known().at(std::string())->size() == 2); // while it is being replaced
    QSslConfiguration::setDefaultConfiguration(before);
}

TEST_CASE("a folder of SSL_CERT_DIR that is missing does not keep the others from being read again")
{
    const tests::CertificateAuthority first;
    const tests::CertificateAuthority second("Another one");
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write(first.certificate());
    world.keeper.begin(http::AuthorityVariables::of(QString::fromStdString(world.file), QStringLiteral("/nowhere")));
    AuthorityWorld::settle();
    CHECK(world.keeper.known().at(std::string())->size() == 1);
    world.write(first.certificate() + second.certificate());
    world.look();
    CHECK(world.keeper.known().at(std::string())->size() == 2);
    world.write("");
    world.look();
    CHECK(world.keeper.known().at(std::string())->size() == 2); // while it is being replaced
    QSslConfiguration::setDefaultConfiguration(before);
}

TEST_CASE("a file of authorities that never could be read is not known")
{
    AuthorityWorld world;
    world.follow(world.file);
    CHECK(world.keeper.known().empty());
    CHECK(world.keeper.files() == QStringList{QString::fromStdString(world.file)});
    CHECK(world.changed.isEmpty());
}

TEST_CASE("what of SSL_CERT_FILE is of no use is told while nothing better was read from it")
{
    const tests::CertificateAuthority authority;
    AuthorityWorld world;
    const auto before = QSslConfiguration::defaultConfiguration();
    world.write("no certificate");
    world.keeper.begin(http::AuthorityVariables::of(QString::fromStdString(world.file), world.folder.path()));
    AuthorityWorld::settle();
    CHECK(world.keeper.variableProblem().starts_with("SSL_CERT_FILE: \"" + world.file + "\" holds no certificate in PEM form"));
    world.write(authority.certificate());
    world.look();
    CHECK(world.keeper.variableProblem().empty());
    const auto changes = world.changed.count();
    world.write("no certificate");
    world.look();
    CHECK(world.keeper.variableProblem().empty()); // those from before are in force
    CHECK(world.changed.count() == changes);
    QSslConfiguration::setDefaultConfiguration(before);
}
