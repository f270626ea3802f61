"""Every reply the bot can give, as a function of content and voice. Nothing here touches a database."""
