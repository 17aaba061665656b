package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What do two applications on one server, each with the library, have to do with each other? */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class NeighboursIT {

    @ArquillianResource
    private Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("port")
    private URI port;

    @Deployment(name = "port", testable = false, order = 1)
    static WebArchive port() {
        return LivingServer.port();
    }

    @Deployment(name = "orders", testable = false, managed = false, order = 2)
    static WebArchive orders() {
        return HubUnderTest.war("orders.war");
    }

    @Deployment(name = "shop", testable = false, managed = false, order = 3)
    static WebArchive shop() {
        return HubUnderTest.war("shop.war");
    }

    @Test
    void each_has_its_own_streams_and_ids_and_outlives_the_other() throws IOException {
        try (var server = new LivingServer(deployer, port)) {
            HubUnderTest orders = server.deploy(orders());
            HubUnderTest shop = server.deploy(shop());
            try (var ofOrders = EventStream.open(orders.events("news")).awaitOpen();
                    var ofShop = EventStream.open(shop.events("news")).awaitOpen()) {
                orders.publish("news", 1);
                shop.publish("news", 2);
                orders.publish("news", 3);
                ofOrders.awaitData("1", "3");
                ofShop.awaitData("2");
                assertThat(orders.streams()).isEqualTo(1);
                assertThat(shop.streams()).isEqualTo(1);
                assertIsStranger(ofOrders.lastEventId(), shop);

                server.undeploy(shop());
                await().until(ofShop::hasEndedCleanly);
                orders.publish("news", 4);
                ofOrders.awaitData("1", "3", "4");
                assertThat(ofOrders.hasEnded()).isFalse();
                assertThat(ofShop.data()).containsExactly("2");
            }
            server.undeploy(orders());
        }
    }

    private static void assertIsStranger(String id, HubUnderTest hub) {
        try (var lost = EventStream.open(hub.events("news"), Map.of("Last-Event-ID", id))) {
            await().until(() -> lost.body().contains("event: tidings:gap"));
            assertThat(lost.data().get(0)).contains("\"reason\":\"epoch\"");
        }
    }
}
