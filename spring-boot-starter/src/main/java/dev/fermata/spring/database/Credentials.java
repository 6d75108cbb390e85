package dev.fermata.spring.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.common.BaseDataSource;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

/** Whom a data source connects as. */
record Credentials(@Nullable String user, @Nullable String password) {

    /** The kinds of data source that tell, behind any proxies; else what Boot configures its own with; else null. */
    static @Nullable Credentials of(DataSource dataSource, @Nullable JdbcConnectionDetails details) {
        HikariDataSource hikari = DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class);
        if (hikari != null) {
            DataSource pooled = hikari.getDataSource();
            return pooled != null
                    ? of(pooled, details)
                    : new Credentials(
                            hikari.getCredentials().getUsername(),
                            hikari.getCredentials().getPassword());
        }
        BaseDataSource driver = DataSourceUnwrapper.unwrap(dataSource, BaseDataSource.class);
        if (driver != null) {
            return new Credentials(driver.getUser(), driver.getPassword());
        }
        AbstractDriverBasedDataSource plain =
                DataSourceUnwrapper.unwrap(dataSource, AbstractDriverBasedDataSource.class);
        if (plain != null) {
            return new Credentials(plain.getUsername(), plain.getPassword());
        }
        return details == null ? null : new Credentials(details.getUsername(), details.getPassword());
    }
}
