#pragma once

#include <QComboBox>

#include <functional>

namespace ui::pages {

/// A list of past requests. Closed it shows the chosen one as well as there is room, with all of it as tool tip.
class PastBox : public QComboBox {
    Q_OBJECT
public:
    /// How wide a text is.
    using WidthOf = std::function<int(const QString&)>;
    /// The text of an entry that is at most so wide.
    using Shortened = std::function<QString(int index, int width, const WidthOf&)>;

    explicit PastBox(QWidget* parent = nullptr);

    void setShortened(Shortened shortened);
    /// What it shows while it is closed.
    QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Shortened m_shortened;
};

} // namespace ui::pages
