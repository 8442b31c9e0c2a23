#include "trust_steps.h"

#include "ui/look/theme.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QDir>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Label;

namespace {

/// Source: Node.js "Command-line API" (NODE_EXTRA_CA_CERTS), Python "ssl" (SSL_CERT_FILE), JDK "keytool", curl(1); read 2026-11-22.
struct Family {
    const char* id;
    const char* name;
    const char* line; ///< %1: the file, %2: the address
};
constexpr std::array<Family, TrustSteps::kFamilies> kFamilyTable{{
    {"node", QT_TRANSLATE_NOOP("ui::pages::TrustSteps", "Node.js: Claude Code, Codex, editor extensions"), "NODE_EXTRA_CA_CERTS=%1"},
    {"python", QT_TRANSLATE_NOOP("ui::pages::TrustSteps", "Python: other certificates may then be rejected"), "SSL_CERT_FILE=%1"},
    {"java", QT_TRANSLATE_NOOP("ui::pages::TrustSteps", "Java IDEs: import it into the trust store"),
        "keytool -importcert -cacerts -storepass changeit -noprompt -alias signalbox -file %1"},
    {"curl", QT_TRANSLATE_NOOP("ui::pages::TrustSteps", "curl"), "curl --cacert %1 %2/v1/models"},
}};

QString quotedPath(const QString& file) { return file.contains(u' ') ? u'"' + file + u'"' : file; }

} // namespace

TrustSteps::TrustSteps(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(4));
    for (std::size_t i = 0; i < kFamilyTable.size(); ++i) {
        m_steps[i] = {new Label({}, look::TextRole::Small, Label::Tone::Secondary, this), new widgets::AddressField(this)};
        m_steps[i].line->setObjectName(QStringLiteral("trust-") + QLatin1StringView(kFamilyTable[i].id));
        m_steps[i].name->setWordWrap(true);
        column->addWidget(m_steps[i].name);
        column->addWidget(m_steps[i].line);
    }
    retranslate();
}

void TrustSteps::setFile(const QString& file, const QString& url)
{
    const QString path = quotedPath(QDir::toNativeSeparators(file));
    for (std::size_t i = 0; i < kFamilyTable.size(); ++i) {
        const QString line = QLatin1StringView(kFamilyTable[i].line);
        m_steps[i].line->setAddress(line.contains(QLatin1StringView("%2")) ? line.arg(path, url) : line.arg(path));
    }
}

void TrustSteps::retranslate()
{
    for (std::size_t i = 0; i < kFamilyTable.size(); ++i) {
        m_steps[i].name->setText(tr(kFamilyTable[i].name));
        m_steps[i].line->setDescription(tr(kFamilyTable[i].name));
        m_steps[i].line->setCopyHint(tr("Copy the line"));
    }
}

} // namespace ui::pages
