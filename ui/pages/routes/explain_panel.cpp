#include "explain_panel.h"

#include "section_view.h"

#include "ui/dialogs/text_field.h"
#include "ui/models/routing/explanation_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QShortcut>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui::pages {

using models::ExplanationText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kBodyLines = 5;

} // namespace

ExplainPanel::ExplainPanel(models::GatewayAccess& access, QWidget* parent)
    : QuestionCard(parent), m_access(access), m_bodyLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, content())),
      m_body(new dialogs::TextField(kBodyLines, content())), m_consumerLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, content())),
      m_consumer(new QComboBox(content())), m_explain(new Button(ButtonKind::Primary, {}, {}, content()))
{
    setObjectName(QStringLiteral("explainPanel"));
    build();
    connect(m_explain, &QPushButton::clicked, this, &ExplainPanel::explain);
    connect(&access, &models::GatewayAccess::settingsChanged, this, [this] {
        showConsumers();
        suggestBody();
    });
    for (const QKeySequence& keys : {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_Return)}) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ExplainPanel::explain);
    }
    retranslate();
}

void ExplainPanel::build()
{
    m_body->setObjectName(QStringLiteral("explainBody"));
    m_consumer->setObjectName(QStringLiteral("explainConsumer"));
    m_explain->setObjectName(QStringLiteral("explainButton"));
    answer()->setObjectName(QStringLiteral("explainAnswer"));
    m_bodyLabel->setBuddy(m_body);
    m_consumerLabel->setBuddy(m_consumer);
    m_consumer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    fields()->addWidget(m_bodyLabel);
    fields()->addWidget(m_body);
    auto* row = new QHBoxLayout;
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_consumerLabel);
    row->addWidget(m_consumer, 1);
    row->addWidget(m_explain);
    fields()->addLayout(row);
}

void ExplainPanel::retranslate()
{
    setTitle(tr("Explain"));
    setPhrase(tr("what would become of a request; nothing is sent"));
    m_bodyLabel->setText(tr("Request"));
    m_body->setAccessibleName(tr("Request, as JSON"));
    m_consumerLabel->setText(tr("Consumer"));
    m_consumer->setAccessibleName(tr("Consumer"));
    m_explain->setText(tr("Explain"));
    m_explain->setToolTip(QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText));
    answer()->setAccessibleName(tr("Explanation"));
    showConsumers();
    suggestBody();
    showExplanation();
}

void ExplainPanel::showConsumers()
{
    const QVariant chosen = m_consumer->currentData();
    const QSignalBlocker quiet(m_consumer);
    m_consumer->clear();
    m_consumer->addItem(tr("none, without a key"), QString());
    for (const auto& consumer : m_access.settings().consumers) {
        const QString name = QString::fromStdString(consumer.name);
        m_consumer->addItem(name, name);
    }
    m_consumer->setCurrentIndex(std::max(0, m_consumer->findData(chosen)));
}

// As long as the user has not typed anything there.
void ExplainPanel::suggestBody()
{
    if (m_body->toPlainText() != m_suggested) return;
    m_suggested = ExplanationText::sampleBody(m_access.settings());
    m_body->setPlainText(m_suggested);
}

void ExplainPanel::explain()
{
    gateway::routing::Question question;
    question.body = m_body->toPlainText().toStdString();
    question.consumer = m_consumer->currentData().toString().toStdString();
    const int number = ++m_asked;
    m_access.explain(std::move(question), [guard = QPointer(this), number](const gateway::routing::Explanation& explanation) {
        if (!guard || guard->m_asked != number) return;
        guard->m_explanation = explanation;
        guard->m_settings = guard->m_access.settings();
        guard->showExplanation();
        guard->revealAnswer();
    });
}

void ExplainPanel::showExplanation()
{
    if (m_explanation) showAnswer(ExplanationText::sections(*m_explanation, m_settings, m_access.catalog()));
}

} // namespace ui::pages
