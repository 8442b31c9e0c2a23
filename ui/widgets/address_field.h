#pragma once

#include <QFrame>

namespace ui::widgets {

class Button;
class ElidedLabel;

/// An address in the fixed font with a button that copies it.
class AddressField : public QFrame {
    Q_OBJECT
public:
    explicit AddressField(QWidget* parent = nullptr);

    /// What is shown and copied; empty: `placeholder` is shown and there is nothing to copy.
    void setAddress(const QString& address, const QString& placeholder = {});
    QString address() const { return m_address; }
    void setCopyHint(const QString& words, const QKeySequence& shortcut = {});
    /// What the field holds, for screen readers: "Address of the gateway".
    void setDescription(const QString& words);
    /// It is a key: no manager of the clipboard is to keep it.
    void setSecret(bool isSecret) { m_isSecret = isSecret; }
    Button* copyButton() const { return m_copy; }

public Q_SLOTS:
    /// Puts the address on the clipboard.
    void copy();

Q_SIGNALS:
    void copied(const QString& address);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_address;
    bool m_isSecret = false;
    ElidedLabel* m_text;
    Button* m_copy;
};

} // namespace ui::widgets
