#include "proxy_control.h"

#include "ui/fields/field_words.h"

#include "ui/look/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui::fields {

using gateway::Json;

namespace {

enum ProxyMode { SystemProxy, NoProxy, ProxyAddress };

} // namespace

ProxyControl::ProxyControl(FieldPlace given, QWidget* parent)
    : FieldControl(std::move(given), parent), m_mode(new QComboBox(this)), m_url(new QLineEdit(this)), m_user(new QLineEdit(this)), m_secret(new QLineEdit(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(4));
    column->addWidget(m_mode);
    for (QLineEdit* line : {m_url, m_user, m_secret}) {
        column->addWidget(line);
        connect(line, &QLineEdit::editingFinished, this, &ProxyControl::lineEdited);
    }
    m_url->setObjectName(QStringLiteral("proxyUrl"));
    m_user->setObjectName(QStringLiteral("proxyUser"));
    m_secret->setObjectName(QStringLiteral("proxySecret"));
    m_mode->setFocusPolicy(Qt::StrongFocus);
    for (int i = 0; i < 3; ++i) m_mode->addItem(QString());
    connect(m_mode, &QComboBox::activated, this, [this] {
        settle();
        if (m_mode->currentIndex() == ProxyAddress && m_url->text().isEmpty()) return m_url->setFocus(Qt::OtherFocusReason);
        m_shown = value();
        Q_EMIT edited();
    });
    retranslate();
    settle();
}

void ProxyControl::retranslate()
{
    m_mode->setItemText(SystemProxy, FieldWords::value(place().pattern, "system"));
    m_mode->setItemText(NoProxy, FieldWords::value(place().pattern, "none"));
    m_mode->setItemText(ProxyAddress, FieldWords::value(place().pattern, "url"));
    m_url->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_url->setAccessibleName(tr("Proxy URL"));
    m_user->setPlaceholderText(tr("user name, if required"));
    m_user->setAccessibleName(tr("Proxy user name"));
    m_secret->setPlaceholderText(tr("password: keychain:NAME, env:NAME or file:PATH"));
    m_secret->setAccessibleName(tr("Proxy password reference"));
}

void ProxyControl::settle()
{
    for (QLineEdit* line : {m_url, m_user, m_secret}) line->setVisible(m_mode->currentIndex() == ProxyAddress);
}

void ProxyControl::lineEdited()
{
    if (value() == m_shown) return;
    m_shown = value();
    Q_EMIT edited();
}

void ProxyControl::setValue(const Json& value)
{
    m_shown = value;
    const auto text = [&](const char* key) { return value.is_object() ? QString::fromStdString(value.value(key, std::string())) : QString(); };
    const QSignalBlocker quiet(m_mode);
    m_mode->setCurrentIndex(value == "system" || value.is_null() ? SystemProxy : value == "none" ? NoProxy : ProxyAddress);
    m_url->setText(value.is_string() && m_mode->currentIndex() == ProxyAddress ? QString::fromStdString(value.get<std::string>()) : text("url"));
    m_user->setText(text("user"));
    m_secret->setText(text("secret"));
    settle();
}

Json ProxyControl::value() const
{
    if (m_mode->currentIndex() == SystemProxy) return "system";
    if (m_mode->currentIndex() == NoProxy) return "none";
    if (m_user->text().isEmpty() && m_secret->text().isEmpty()) return m_url->text().trimmed().toStdString();
    Json proxy{{"url", m_url->text().trimmed().toStdString()}};
    if (!m_user->text().isEmpty()) proxy["user"] = m_user->text().toStdString();
    if (!m_secret->text().isEmpty()) proxy["secret"] = m_secret->text().trimmed().toStdString();
    return proxy;
}

QWidget* ProxyControl::field() { return m_mode; }

} // namespace ui::fields
