#include "failure_tester.h"

#include "section_view.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"
#include "ui/models/routes/verdict_text.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kHeaderLines = 2;
constexpr int kTesterLines = 5;
constexpr int kLeastStatus = 200; // a response with status 200 may contain an error
constexpr int kMostStatus = 599;
constexpr int kStatus = 429;
constexpr int kIdRole = Qt::UserRole + 1;
constexpr auto kSample = "{\"error\": {\"type\": \"rate_limit_error\", \"message\": \"Rate limit reached\"}}";

} // namespace

FailureTester::FailureTester(const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QuestionCard(parent), m_access(access), m_clock(clock), m_grid(new dialogs::FormGrid(content())), m_provider(new QComboBox(m_grid)),
      m_status(new QSpinBox(m_grid)), m_headers(new dialogs::TextField(kHeaderLines, m_grid)), m_body(new dialogs::TextField(kTesterLines, m_grid)),
      m_judge(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), content()))
{
    setObjectName(QStringLiteral("failureTester"));
    build();
    const auto judgeAndShow = [this] {
        judge();
        revealAnswer();
    };
    connect(m_judge, &QPushButton::clicked, this, judgeAndShow);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, [this] {
        showProviders();
        if (hasAnswer()) judge(); // the rules may have changed
    });
    for (const QKeySequence& keys : {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Return)}) widgets::onKeysWithin(*this, keys, judgeAndShow);
    retranslate();
}

void FailureTester::build()
{
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_status->setRange(kLeastStatus, kMostStatus);
    m_status->setValue(kStatus);
    m_headers->setPlaceholderText(QStringLiteral("retry-after: 20"));
    m_body->setPlainText(QString::fromLatin1(kSample));
    m_grid->addRow(QStringLiteral("testerProvider"), {}, m_provider);
    m_grid->addRow(QStringLiteral("testerStatus"), {}, m_status);
    m_grid->addRow(QStringLiteral("testerHeaders"), {}, m_headers);
    m_grid->addRow(QStringLiteral("testerBody"), {}, m_body);
    m_judge->setObjectName(QStringLiteral("judgeButton"));
    answer()->setObjectName(QStringLiteral("judgeAnswer"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_judge);
    fields()->setSpacing(0); // the rows of the grid have their own spacing
    fields()->addWidget(m_grid);
    fields()->addLayout(row);
}

void FailureTester::retranslate()
{
    setTitle(tr("Test an error"));
    setPhrase(tr("paste a provider’s response"));
    m_grid->setLabel(m_provider, tr("Provider"));
    m_grid->setLabel(m_status, tr("Status"));
    m_grid->setLabel(m_headers, tr("Headers"));
    m_grid->setLabel(m_body, tr("Response body"));
    m_judge->setText(tr("Classify"));
    m_judge->setToolTip(QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
    answer()->setAccessibleName(tr("Result"));
    showProviders();
    if (hasAnswer()) judge();
}

// Configured providers first, then every type of the catalog.
void FailureTester::showProviders()
{
    const int before = m_provider->currentIndex();
    const QString type = m_provider->currentData().toString();
    const QString id = m_provider->currentData(kIdRole).toString();
    const QSignalBlocker quiet(m_provider);
    m_provider->clear();
    const auto add = [&](const QString& name, const std::string& ofType, const std::string& ofId) {
        m_provider->addItem(name, QString::fromStdString(ofType));
        m_provider->setItemData(m_provider->count() - 1, QString::fromStdString(ofId), kIdRole);
        const bool isSame = m_provider->itemData(m_provider->count() - 1) == type && QString::fromStdString(ofId) == id;
        if (before >= 0 && isSame) m_provider->setCurrentIndex(m_provider->count() - 1);
    };
    const models::CatalogSource catalog = m_access.providers().catalog();
    for (const auto& provider : m_access.configuration().settings().providers) add(models::displayName(catalog, provider), provider.type, provider.id);
    m_provider->insertSeparator(m_provider->count());
    for (const auto& entry : catalog.entries) add(models::displayName(entry), entry.id, {});
}

models::FailedAnswer FailureTester::typed() const
{
    models::FailedAnswer answer;
    answer.status = m_status->value();
    answer.headers = models::headersOf(m_headers->toPlainText());
    answer.body = m_body->toPlainText().toStdString();
    answer.providerType = m_provider->currentData().toString().toStdString();
    answer.providerId = m_provider->currentData(kIdRole).toString().toStdString();
    return answer;
}

void FailureTester::judge()
{
    const auto verdict = m_access.diagnosis().judge(typed());
    showAnswer(models::VerdictText::sections(verdict, *m_access.diagnosis().failureRules(), m_access.configuration().settings().failures, m_clock.wallNow()));
}

} // namespace ui::pages
