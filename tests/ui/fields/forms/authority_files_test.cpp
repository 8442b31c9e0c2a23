#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/fields/forms/entry_dialog.h"
#include "ui/fields/forms/live_form.h"
#include "ui/widgets/problem_line.h"

#include <QLineEdit>
#include <QPushButton>

using gateway::host::AuthorityFinding;
using ui::fields::EntryDialog;
using ui::fields::LiveForm;

namespace {

constexpr auto kField = "field:providers[].ca_file";

void type(const QWidget& root, const char* path)
{
    auto& line = control<QLineEdit>(root, kField);
    line.setText(QString::fromLatin1(path));
    Q_EMIT line.editingFinished();
    settleEvents();
}

/// Empty: hidden.
std::string warning(const QWidget& root)
{
    auto& line = control<ui::widgets::ProblemLine>(root, "warning:providers[].ca_file");
    return line.isHidden() ? std::string() : line.findChild<QLabel*>()->text().toStdString();
}

struct LiveWorld {
    Language language{"en"};
    FakeFor<ui::fields::LiveForm::Access> gateway;
    LiveForm live{gateway, "providers[]"};

    LiveWorld()
    {
        gateway.addProvider("qwen");
        live.form().addField("ca_file");
        live.setPlaces({"providers[0]"});
        live.show();
        settleEvents();
    }
};

} // namespace

TEST_CASE("warns beside its field about an unusable CA file")
{
    struct Row {
        AuthorityFinding finding;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {AuthorityFinding::NoFile, "/etc/ssl/box.pem does not exist. Choose another file, or create it."},
        {AuthorityFinding::IsFolder, "/etc/ssl/box.pem is a folder. Choose a file in it, or set SSL_CERT_DIR to the folder."},
        {AuthorityFinding::NoRegularFile, "/etc/ssl/box.pem is not a regular file. Choose a file with certificates in PEM format."},
        {AuthorityFinding::Unreadable, "The file cannot be read. Make it readable for your account."},
        {AuthorityFinding::NoCertificate, "The file contains no certificate in PEM format. Choose the file with the certificate of the certificate authority."},
        {AuthorityFinding::Der, "The file contains a certificate in DER format. Convert it to PEM: openssl x509 -inform DER -in \"/etc/ssl/box.pem\" -out "
        "\"/etc/ssl/box.pem.pem\""},
        {AuthorityFinding::Pkcs7, "The file contains a PKCS#7 bundle. Convert it to PEM: openssl pkcs7 -print_certs -in \"/etc/ssl/box.pem\" -out "
        "\"/etc/ssl/box.pem.pem\""},
        {AuthorityFinding::PrivateKey, "The file contains a private key but no certificate. Choose the file with the certificate."},
        {AuthorityFinding::Good, ""},
    }));
    CAPTURE(row.words);
    LiveWorld world;
    world.gateway.authorities["/etc/ssl/box.pem"] = row.finding;
    CHECK(warning(world.live).empty());
    type(world.live, "/etc/ssl/box.pem");
    CHECK(world.gateway.settings().providers.front().caFile == "/etc/ssl/box.pem");
    CHECK(warning(world.live) == row.words);
    type(world.live, "");
    CHECK(warning(world.live).empty());
}

TEST_CASE("explains beside its field why a path as written cannot be found")
{
    struct Row {
        const char* path;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"~/box.pem", "~/box.pem does not exist. “~” is not expanded: write the full path."},
        {"$HOME/box.pem", "$HOME/box.pem does not exist. Variables are not expanded: write the full path."},
        {"file:/etc/box.pem", "file:/etc/box.pem does not exist. Write the path without “file:”."},
        {"box.pem", "box.pem does not exist. Write the full path."},
    }));
    CAPTURE(row.path);
    LiveWorld world;
    world.gateway.authorities[row.path] = AuthorityFinding::NoFile;
    type(world.live, row.path);
    CHECK(warning(world.live) == row.words);
}

TEST_CASE("checks a CA file again when its field is shown again")
{
    LiveWorld world;
    world.gateway.authorities["/etc/ssl/box.pem"] = AuthorityFinding::NoFile;
    type(world.live, "/etc/ssl/box.pem");
    REQUIRE_FALSE(warning(world.live).empty());
    world.live.hide();
    world.gateway.authorities.clear(); // the file exists now
    world.live.show();
    settleEvents();
    CHECK(warning(world.live).empty());
}

TEST_CASE("checks the CA file of each provider")
{
    LiveWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.authorities["/b.pem"] = AuthorityFinding::NoFile;
    auto& providers = world.gateway.m_settings.providers;
    providers[0].caFile = "/a.pem";
    providers[1].caFile = "/b.pem";
    world.live.setPlaces({"providers[0]", "providers[1]"});
    settleEvents();
    CHECK(warning(world.live) == "/b.pem does not exist. Choose another file, or create it.");
}

TEST_CASE("does not save a provider with a new CA file that is unusable")
{
    Language language{"en"};
    FakeFor<ui::fields::EntryDialog::Access> gateway;
    gateway.addProvider("qwen");
    gateway.authorities["/gone.pem"] = AuthorityFinding::NoFile;
    auto* dialog = new EntryDialog(gateway, EntryDialog::Kind::Provider, QStringLiteral("qwen"), nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    SECTION("the warning appears as soon as it is entered")
    {
        type(*dialog, "/gone.pem");
        CHECK(warning(*dialog) == "/gone.pem does not exist. Choose another file, or create it.");
        dialog->reject();
    }
    SECTION("the warning appears when saving at once")
    {
        control<QLineEdit>(*dialog, kField).setText(QStringLiteral("/gone.pem"));
        control<QPushButton>(*dialog, "saveButton").click();
        settleEvents();
        CHECK(textOf(*dialog, "problem:providers[].ca_file") == "/gone.pem does not exist. Choose another file, or create it.");
        CHECK(textOf(*dialog, "entryProblem") == "Not saved: correct the marked fields");
        CHECK(dialog->focusWidget() == &control(*dialog, kField));
        CHECK(gateway.changes == 0);
        type(*dialog, "/good.pem");
        CHECK(textOf(*dialog, "problem:providers[].ca_file").empty());
        control<QPushButton>(*dialog, "saveButton").click();
        REQUIRE(QTest::qWaitFor([] { return !openDialog<EntryDialog>(); }));
        CHECK(gateway.settings().provider("qwen")->caFile == "/good.pem");
    }
}

TEST_CASE("saves other changes of a provider with a missing CA file and warns")
{
    Language language{"en"};
    FakeFor<ui::fields::EntryDialog::Access> gateway;
    gateway.addProvider("qwen");
    for (auto& provider : gateway.m_settings.providers) provider.caFile = "/gone.pem";
    gateway.authorities["/gone.pem"] = AuthorityFinding::NoFile;
    auto* dialog = new EntryDialog(gateway, EntryDialog::Kind::Provider, QStringLiteral("qwen"), nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    settleEvents();
    CHECK(warning(*dialog) == "/gone.pem does not exist. Choose another file, or create it.");
    control<QPushButton>(*dialog, "saveButton").click();
    REQUIRE(QTest::qWaitFor([] { return !openDialog<EntryDialog>(); }));
}
