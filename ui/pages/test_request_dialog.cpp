#include "test_request_dialog.h"

#include "ui/models/formatter.h"
#include "ui/models/gateway_access.h"
#include "ui/models/gateway_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using models::Formatter;

namespace {

constexpr int kDialogWidth = 560;
constexpr int kDialogHeight = 440;
constexpr int kMargin = 20;
constexpr char kDemoModel[] = "demo";

enum Told { Route, Provider, Attempts, FirstToken, Tokens };

void addOnce(QStringList& names, const QString& name)
{
    if (!names.contains(name))
        names.append(name);
}

} // namespace

QStringList testModels(const models::GatewayModel& model, const models::GatewayAccess& access)
{
    QStringList names;
    const auto& providers = access.settings().providers;
    const bool hasDemo = std::any_of(providers.begin(), providers.end(), [](const auto& provider) { return provider.enabled && provider.type == kDemoModel; });
    if (hasDemo)
        names.append(QString::fromLatin1(kDemoModel));
    for (const models::Serving& serving : model.servingRows()) {
        if (serving.alias.find('*') == std::string::npos && !serving.provider.empty())
            addOnce(names, QString::fromStdString(serving.alias));
    }
    const models::CatalogSource catalog = access.catalog();
    for (const auto& status : access.providers()) {
        const auto* settings = access.settings().provider(status.id);
        if (status.health != gateway::host::ProviderHealth::Ready || !settings || settings->type == kDemoModel || !catalog.models)
            continue;
        const auto known = catalog.models(settings->type);
        if (!known.empty())
            addOnce(names, QString::fromStdString(status.id + '/' + std::string(known.front().id)));
    }
    return names;
}

TestRequestDialog::TestRequestDialog(models::GatewayModel& model, models::GatewayAccess& access, QWidget* parent)
    : QDialog(parent), m_gateway(model), m_title(new widgets::Label({}, look::TextRole::Title, widgets::Label::Tone::Normal, this)),
      m_modelLabel(new widgets::Label({}, look::TextRole::Body, widgets::Label::Tone::Secondary, this)), m_model(new QComboBox(this)),
      m_answer(new QPlainTextEdit(this)), m_status(new widgets::StatusLabel(this)), m_form(new QFormLayout),
      m_close(new widgets::Button(widgets::ButtonKind::Plain, {}, {}, this)), m_send(new widgets::Button(widgets::ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("testRequestDialog"));
    m_model->addItems(testModels(model, access));
    build();
    retranslate();
    connect(m_send, &QPushButton::clicked, this, &TestRequestDialog::send);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::finished, &m_request, &TestRequest::cancel);
    connect(&m_request, &TestRequest::answering, this, &TestRequestDialog::showFacts);
    connect(&m_request, &TestRequest::finished, this, &TestRequestDialog::showEnd);
    connect(&m_request, &TestRequest::textAdded, this, [this](const QString& text) {
        m_answer->moveCursor(QTextCursor::End);
        m_answer->insertPlainText(text);
        showFacts();
    });
}

void TestRequestDialog::build()
{
    const look::Theme& theme = look::theme();
    const int margin = theme.px(kMargin);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_title);
    auto* row = new QHBoxLayout;
    row->addWidget(m_modelLabel);
    row->addWidget(m_model, 1);
    column->addLayout(row);
    column->addWidget(m_answer, 1);
    column->addWidget(m_status);
    m_form->setLabelAlignment(Qt::AlignRight);
    m_form->setHorizontalSpacing(theme.px(theme.metrics().gap));
    m_form->setVerticalSpacing(theme.px(4));
    for (std::size_t i = 0; i < std::size(m_labels); ++i) {
        m_labels[i] = new widgets::Label({}, look::TextRole::Body, widgets::Label::Tone::Secondary, this);
        m_values[i] = new widgets::ElidedLabel({}, look::TextRole::Body, widgets::Label::Tone::Normal, this);
        m_form->addRow(m_labels[i], m_values[i]);
    }
    column->addLayout(m_form);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    m_answer->setReadOnly(true);
    m_answer->setObjectName(QStringLiteral("testAnswer"));
    m_model->setObjectName(QStringLiteral("testModel"));
    m_status->setObjectName(QStringLiteral("testStatus"));
    m_send->setObjectName(QStringLiteral("sendTest"));
    m_close->setObjectName(QStringLiteral("closeTest"));
    m_send->setDefault(true);
    resize(theme.px(kDialogWidth), theme.px(kDialogHeight));
}

void TestRequestDialog::retranslate()
{
    setWindowTitle(tr("Test request"));
    m_title->setText(tr("Test request"));
    m_modelLabel->setText(tr("Model name"));
    m_model->setAccessibleName(tr("Model name"));
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setPlaceholderText(tr("The answer appears here as it streams."));
    m_labels[Route]->setText(tr("Route"));
    m_labels[Provider]->setText(tr("Provider"));
    m_labels[Attempts]->setText(tr("Attempts"));
    m_labels[FirstToken]->setText(tr("First token"));
    m_labels[Tokens]->setText(tr("Tokens"));
    m_close->setText(tr("Close"));
    m_send->setText(tr("Send request"));
    showFacts();
}

void TestRequestDialog::send()
{
    const QString address = m_gateway.address();
    m_answer->clear();
    if (address.isEmpty() || m_model->currentText().isEmpty()) {
        m_status->setStatus(look::Status::Error, address.isEmpty() ? tr("The gateway does not listen") : tr("No model can be asked"), m_gateway.problem());
        return;
    }
    m_status->setStatus(look::Status::Busy, tr("Asking %1").arg(m_model->currentText()));
    m_request.send(QUrl(address), m_model->currentText(), tr("Say in one sentence what a signal box does."));
    showFacts();
}

void TestRequestDialog::showFacts()
{
    const TestFacts& facts = m_request.facts();
    const Formatter format;
    const auto orNone = [](const QString& text) { return text.isEmpty() ? Formatter::none() : text; };
    m_values[Route]->setText(orNone(facts.route));
    m_values[Provider]->setText(facts.provider.isEmpty() ? Formatter::none()
                                    : facts.model.isEmpty()
                                    ? m_gateway.providerName(facts.provider.toStdString())
                                    : QStringLiteral("%1 · %2").arg(m_gateway.providerName(facts.provider.toStdString()), facts.model));
    m_values[Attempts]->setText(facts.attempts > 0 ? format.exact(facts.attempts) : Formatter::none());
    m_values[FirstToken]->setText(format.latency(facts.firstToken));
    m_values[Tokens]->setText(facts.outputTokens ? tr("%1 in, %2 out").arg(format.exact(facts.inputTokens.value_or(0)), format.exact(*facts.outputTokens))
                                                 : Formatter::none());
    if (m_request.isRunning() && facts.firstToken.count() >= 0)
        m_status->setStatus(look::Status::Busy, tr("Answering"));
}

void TestRequestDialog::showEnd()
{
    const TestFacts& facts = m_request.facts();
    showFacts();
    if (facts.errorCode.isEmpty())
        m_status->setStatus(look::Status::Ok, tr("Answered in %1").arg(Formatter().duration(facts.total)));
    else
        m_status->setStatus(look::Status::Error, tr("Failed: %1").arg(facts.errorCode), facts.error);
}

void TestRequestDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::pages
