#pragma once

#include <QFrame>

namespace ui::widgets {

class Button;
class ElidedLabel;

/// An address in a monospaced font with a copy button.
class AddressField : public QFrame {
    Q_OBJECT
public:
    explicit AddressField(QWidget* parent = nullptr);

    /// Sets the text to show and copy; empty: `placeholder` is shown, and copying is disabled.
    void setAddress(const QString& address, const QString& placeholder = {});
    QString address() const { return m_address; }
    /// If there is not enough room, shows a URL without its scheme, or only its host and port. The whole is copied.
    void setShortened();
    /// That its host and port need, of the last URL.
    int leastWidth() const;
    void setCopyHint(const QString& words, const QKeySequence& shortcut = {});
    /// Describes the content for screen readers: "Address of the gateway".
    void setDescription(const QString& words);
    /// It is a key, which clipboard managers must not keep.
    void setSecret(bool isSecret) { m_isSecret = isSecret; }
    Button* copyButton() const { return m_copy; }

public Q_SLOTS:
    /// Copies the address to the clipboard.
    void copy();

Q_SIGNALS:
    void copied(const QString& address);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QString m_placeholder;
    bool m_isShortened = false;
    QString m_host; ///< and port of the last URL
    QString m_address;
    bool m_isSecret = false;
    ElidedLabel* m_text;
    Button* m_copy;
};

} // namespace ui::widgets
