#pragma once

#include <QComboBox>

#include <functional>

namespace ui::pages {

/// A list of past requests. When closed, it shows the selected one as far as there is room, with the full text as tool
/// tip.
class PastBox : public QComboBox {
    Q_OBJECT
public:
    /// The width of a text.
    using WidthOf = std::function<int(const QString&)>;
    /// The text of an entry with at most this width.
    using Shortened = std::function<QString(int index, int width, const WidthOf&)>;

    explicit PastBox(QWidget* parent = nullptr);

    void setShortened(Shortened shortened);
    /// The text shown while it is closed.
    QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Shortened m_shortened;
};

} // namespace ui::pages
